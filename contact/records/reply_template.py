"""Texts that the desk keeps for its replies, in both languages."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_cms.languages import LANGUAGES, paired
from cluster_cms.mail.wording import Wording, problems

PLACES = {
    "name": _("the name of the person"),
    "reference": _("the reference of the inquiry"),
    "desk": _("the name of the desk"),
}
WORDING = Wording(subject=_("Reply template"), body=_("Text"), places=PLACES, required=frozenset())


class ReplyTemplate(models.Model):
    """One text for replies. It holds nothing of any visitor: what it needs of them is filled in when it is used."""

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title_ja = models.CharField(_("Japanese"), max_length=60)
    title_en = models.CharField(_("English"), max_length=60)
    body_ja = models.TextField(_("Japanese"), max_length=4000)
    body_en = models.TextField(_("English"), max_length=4000)

    class Meta:
        default_permissions = ("add", "change", "delete", "view")
        ordering = ["title_ja", "pk"]
        verbose_name = _("reply template")
        verbose_name_plural = _("reply templates")

    def __str__(self) -> str:
        return paired(self, "title")

    def clean(self) -> None:
        """Refuse a text with a place that nobody could fill."""
        found = {
            f"body_{language}": wrong
            for language in LANGUAGES
            if (wrong := problems(WORDING, subject="-", body=paired(self, "body", language)))
        }
        if found:
            raise ValidationError(found)
