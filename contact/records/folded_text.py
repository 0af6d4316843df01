"""What a search reads of an inquiry, in a table of its own.

A search reads through every row. These are short and stand one after the other; the inquiries themselves, with all
that is answered in them, are many times as long.
"""

from django.db import models

from cluster_cms import crypto
from contact.records.inquiry import Inquiry


class FoldedText(models.Model):
    """Everything that was said about one inquiry, folded, with what a search orders by: neither of them ever changes.

    Written by contact/finding/text.py, and gone with its inquiry.
    """

    wagtail_reference_index_ignore = True

    inquiry = models.OneToOneField(Inquiry, on_delete=models.CASCADE, primary_key=True, related_name="folded_text")
    received_at = models.DateTimeField()
    reference = models.CharField(max_length=9)
    text = crypto.EncryptedTextField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["-received_at", "reference"], name="folded_text_by_receipt")]

    def __str__(self) -> str:
        return self.reference
