"""Shows the stored things to Django; nobody inside imports this module."""

from contact.pages import ContactPage
from contact.questions import ContactQuestion
from contact.records import Inquiry

__all__ = ["ContactPage", "ContactQuestion", "Inquiry"]
