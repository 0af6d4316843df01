"""What is held of inquiries, as the person who wrote them sees it."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from cluster_cms.clock import tokyo_date, tokyo_time
from cluster_cms.pages.languages import active_language
from cluster_cms.pages.site_settings import DeskSettings, default_site
from cluster_cms.privacy.personal_data import DisclosedRecord, Field, Person, PersonalDataSource
from contact.models import (
    Consent,
    Direction,
    ExportRecord,
    Inquiry,
    InquiryQuerySet,
    InquirySearch,
    Message,
    Note,
    Remark,
    SearchText,
)
from contact.privacy.deletion import ALL, erase_own
from contact.privacy.disclosure import access_entries
from contact.retention.schedule import months_after
from contact.text import answers
from contact.text.email_address import email_hmac
from contact.text.question_kinds import SUBJECT
from policy.publishing import comparison_address, policy_in_force

# What staff say of their reasons (remarks) and search for, and what a search reads, are no part of an answer; they go
# with the inquiry all the same.
OWN = (Inquiry, SearchText, Note, Message, Consent, ExportRecord, Remark, InquirySearch)


def inquiry_source() -> PersonalDataSource:
    return PersonalDataSource("inquiries", gettext_lazy("Inquiries"), OWN, disclose, erase)


def own_inquiries(person: Person) -> InquiryQuerySet:
    """Return the inquiries of exactly this address."""
    return Inquiry.objects.filter(email_hmac=email_hmac(person.address)).select_related("policy_revision__page")


def disclose(person: Person) -> Iterator[DisclosedRecord]:
    for inquiry in own_inquiries(person).latest_first():
        yield whole(inquiry) if inquiry.reference in person.opened else outline(inquiry)


def erase(person: Person) -> Iterable[str]:
    return erase_own(person=person, which=ALL).reasons


def outline(inquiry: Inquiry) -> DisclosedRecord:
    """Return what the mailbox alone shows: no word of what was written, and not the reference."""
    title = _("Inquiry of %(day)s") % {"day": tokyo_date(inquiry.received_at)}
    return DisclosedRecord(title, [*when_and_what(inquiry), erased_when(inquiry, why=False)], name="outline")


def whole(inquiry: Inquiry) -> DisclosedRecord:
    title = _("Reference %(reference)s") % {"reference": inquiry.reference}
    facts = [
        Field("reference", _("Reference"), inquiry.reference),
        *when_and_what(inquiry),
        *(Field(one["key"], one["label"], answers.shown(one)) for one in inquiry.answers if one["key"] != SUBJECT),
        Field("purpose", _("Purpose of use"), inquiry.purpose),
        *policy_facts(inquiry),
        erased_when(inquiry, why=True),
    ]
    return DisclosedRecord(
        title, facts, [*correspondence(inquiry), *consents(inquiry), *access_fields(inquiry)], name="inquiry"
    )


def when_and_what(inquiry: Inquiry) -> Iterator[Field]:
    yield Field("received", pgettext("when", "Received"), tokyo_time(inquiry.received_at))
    yield Field("way", _("way").capitalize(), str(inquiry.get_source_display()))
    yield Field("subject_kind", _("Subject"), str(inquiry.get_subject_display()))
    yield Field("status", _("Status"), str(inquiry.get_status_display()))
    if inquiry.held_at:
        yield Field("held_since", _("On hold since"), tokyo_time(inquiry.held_at))
    if inquiry.restricted_at:
        yield Field("restricted_since", _("Use stopped since"), tokyo_time(inquiry.restricted_at))


def policy_facts(inquiry: Inquiry) -> Iterator[Field]:
    """Tell which revision stood beside the form, and where what changed since can be read."""
    shown, language = inquiry.policy_revision, active_language()
    text = _("Privacy policy, revision %(number)s") % {"number": shown.number}
    yield Field("policy", _("Agreed to"), text, shown.address(language))
    now = policy_in_force()
    if now is None or now.number == shown.number:
        yield Field("policy_since", _("Changed since"), _("Nothing: it is the revision in force"))
    else:
        told = _("Revision %(number)s is in force: compare the two") % {"number": now.number}
        compared = comparison_address(now, since=shown.number, language=language)
        yield Field("policy_since", _("Changed since"), told, compared)


def erased_when(inquiry: Inquiry, *, why: bool) -> Field:
    """Tell when the inquiry goes by itself; `why` tells the reason of a hold as well, which may name the matter."""
    reason = f": {inquiry.hold_reason}" if inquiry.held_at and why else ""
    return Field("erased", pgettext("when", "Erased"), f"{erasure_words(inquiry)}{reason}")


def erasure_words(inquiry: Inquiry) -> str:
    months = DeskSettings.for_site(default_site()).retention_months
    if inquiry.held_at:
        return _("Not before the hold is released")
    if inquiry.closed_at:
        return tokyo_date(inquiry.erasure_on or months_after(inquiry.closed_at, months))
    return ngettext(
        "%(months)d month after your inquiry is closed", "%(months)d months after your inquiry is closed", months
    ) % {"months": months}


def correspondence(inquiry: Inquiry) -> Iterator[DisclosedRecord]:
    for message in inquiry.messages.all():
        yield DisclosedRecord(
            speaker(message),
            [
                Field("at", _("Time"), tokyo_time(message.at)),
                *sent_elsewhere(message),
                Field("direction", pgettext("mail", "From"), str(message.get_direction_display())),
                Field("subject", pgettext("mail", "Subject"), message.subject or ""),
                Field("text", _("Text"), message.body),
            ],
            name="messages",
        )
    for note in inquiry.notes.filter(disclosable=True):
        facts = [Field("at", _("Time"), tokyo_time(note.at)), Field("text", _("Text"), note.text)]
        yield DisclosedRecord(_("Note of the desk"), facts, name="notes")


def sent_elsewhere(message: Message) -> Iterator[Field]:
    """Tell that a message of the desk went to somebody else."""
    if message.to_another:
        yield Field("to", pgettext("mail", "To"), _("Another address than yours; “Who received your data” says whose"))


def consents(inquiry: Inquiry) -> Iterator[DisclosedRecord]:
    for consent in inquiry.consents.select_related("purpose"):
        facts = [
            Field("purpose", _("Purpose"), consent.text(active_language())),
            Field("asked", pgettext("consent", "Asked"), tokyo_time(consent.asked_at)),
            Field("answer", pgettext("consent", "Answer"), str(consent.get_answer_display())),
        ]
        yield DisclosedRecord(_("Consent"), facts, name="consents")


def speaker(message: Message) -> str:
    return _("Our message") if message.direction == Direction.OUT else _("Your message")


def access_fields(inquiry: Inquiry) -> Iterator[DisclosedRecord]:
    for look in access_entries(inquiry):
        facts = [
            Field("at", _("Time"), tokyo_time(look.at)),
            Field("role", pgettext("who looked", "Role"), look.role),
            Field("what", _("What"), look.what),
        ]
        yield DisclosedRecord(look.what, facts, name="access_entries")
