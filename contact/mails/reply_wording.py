"""Salutation, signature and template placeholders around a reply."""

from django.utils import translation
from django.utils.translation import pgettext

from cluster_cms.mail.wording import SIGNATURE, filled
from cluster_cms.pages.languages import JAPANESE, paired
from cluster_cms.pages.site_settings import CompanySettings, DeskSettings, default_site
from contact.models import Inquiry, ReplyTemplate
from contact.text import answers


def first_subject(inquiry: Inquiry) -> str:
    """Return the subject that a reply begins with; the reference in it brings an answer back to its inquiry."""
    with translation.override(inquiry.language):
        return pgettext("reply", "Your inquiry [%(reference)s]") % {"reference": inquiry.reference}


def salutation(inquiry: Inquiry) -> str:
    """Return how a reply begins, in the language of the inquiry."""
    with translation.override(inquiry.language):
        greeting = pgettext("reply", "Dear %(name)s,") % {"name": name_of(inquiry)}
    company = answers.text_of(inquiry.answers, "company") if inquiry.language == JAPANESE else ""
    return "\n".join([*filter(None, [company, greeting]), "", ""])


def name_of(inquiry: Inquiry) -> str:
    """Return the name, or how somebody is called who gave none, in the active language."""
    return answers.text_of(inquiry.answers, "name") or pgettext("reply", "customer")


def signature(language: str) -> str:
    """Return the lines below a reply: company and desk as the settings have them."""
    site = default_site()
    company, desk = CompanySettings.for_site(site), DeskSettings.for_site(site)
    lines = [paired(company, "name", language), paired(desk, "name", language)]
    lines += [" ".join(filter(None, [desk.phone, paired(desk, "hours", language)])), desk.email]
    return "\n".join([f"{SIGNATURE} ", *filter(None, lines), ""])


def signed(text: str, language: str) -> str:
    """Return the whole body of a reply, as it goes out."""
    return f"{text.rstrip()}\n\n{signature(language)}"


def filled_templates(template: ReplyTemplate, inquiry: Inquiry) -> str:
    """Return a template filled in for an inquiry; names that look like a place are not filled in again."""
    desk = paired(DeskSettings.for_site(default_site()), "name", inquiry.language)
    with translation.override(inquiry.language):
        values = {"name": name_of(inquiry), "reference": inquiry.reference, "desk": desk}
    return filled(paired(template, "body", inquiry.language), values)
