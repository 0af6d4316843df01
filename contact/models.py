"""Shows the stored things to Django; nobody inside imports this module."""

from contact.form.questions import ContactQuestion
from contact.pages import ContactPage
from contact.records import Inquiry, SentDraft, Tally

__all__ = ["ContactPage", "ContactQuestion", "Inquiry", "SentDraft", "Tally"]
