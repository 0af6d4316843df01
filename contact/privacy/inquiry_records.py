"""The inquiries of a person as records for disclosure: a summary, or all of one whose reference the person knows."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Q, QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from cluster_cms.clock import tokyo_date
from cluster_cms.pages.languages import active_language
from cluster_cms.privacy.personal_data import (
    DisclosedRecord,
    Field,
    Person,
    PersonalDataSource,
    day_field,
    moment_field,
)
from contact.models import (
    AttachedFile,
    Consent,
    Direction,
    EmailOriginal,
    ExportRecord,
    Inquiry,
    InquiryQuerySet,
    InquirySearch,
    Message,
    Note,
    Remark,
    SearchText,
)
from contact.privacy.deletion import Which, erase_own
from contact.privacy.disclosure import access_entries
from contact.retention.schedule import end_of_retention, retention_months
from contact.text import answers
from contact.text.answers import Answer
from contact.text.question_kinds import SUBJECT, Kind
from contact.transfers.register import withheld_transfers_of
from policy.publishing import comparison_address, policy_in_force

# Erased with the inquiry. Remarks, export remarks and searches of staff are not disclosed.
MODELS = (Inquiry, SearchText, Note, Message, EmailOriginal, AttachedFile, Consent, ExportRecord, Remark, InquirySearch)


def inquiry_source() -> PersonalDataSource:
    return PersonalDataSource("inquiries", gettext_lazy("Inquiries"), MODELS, disclose, erase)


def own_inquiries(person: Person) -> InquiryQuerySet:
    """Return the inquiries of exactly this mail address."""
    return Inquiry.objects.of_person(person).select_related("policy_revision__page")


def disclose(person: Person) -> Iterator[DisclosedRecord]:
    for inquiry in own_inquiries(person).latest_first():
        yield full_record(inquiry) if inquiry.reference in person.opened else summary(inquiry)


def erase(person: Person) -> Iterable[str]:
    return erase_own(person=person, which=Which.ALL).reasons


def summary(inquiry: Inquiry) -> DisclosedRecord:
    """Return what is shown without the reference: neither the reference nor anything that was written."""
    title = _("Inquiry of %(day)s") % {"day": tokyo_date(inquiry.received_at)}
    return DisclosedRecord(title, [*state_fields(inquiry), erasure_field(inquiry, why=False)], name="outline")


def full_record(inquiry: Inquiry) -> DisclosedRecord:
    """Return all of an inquiry, with messages, disclosable notes, consents and the access log."""
    title = _("Reference %(reference)s") % {"reference": inquiry.reference}
    fields = [
        Field("reference", _("Reference"), inquiry.reference),
        *state_fields(inquiry),
        *(answer_field(one) for one in inquiry.answers if one["key"] != SUBJECT),
        Field("purpose", _("Purpose of use"), inquiry.purpose),
        *policy_fields(inquiry),
        erasure_field(inquiry, why=True),
    ]
    parts = [*attached_files(inquiry), *messages(inquiry), *notes(inquiry), *consents(inquiry), *access_log(inquiry)]
    return DisclosedRecord(title, fields, parts, name="inquiry")


def answer_field(answer: Answer) -> Field:
    """Return an answer as people read it; in the file a date is the ISO date that is stored."""
    stored = str(answer["value"]) if answer["kind"] == Kind.DATE else ""
    return Field(answer["key"], answer["label"], answers.shown(answer), file_text=stored)


def state_fields(inquiry: Inquiry) -> Iterator[Field]:
    yield moment_field("received", pgettext("when", "Received"), inquiry.received_at)
    yield Field("source", _("way").capitalize(), str(inquiry.get_source_display()))
    yield Field("subject_kind", _("Subject"), str(inquiry.get_subject_display()))
    yield Field("status", _("Status"), str(inquiry.get_status_display()))
    if inquiry.held_at:
        yield moment_field("held_since", _("On hold since"), inquiry.held_at)
    if inquiry.restricted_at:
        yield moment_field("restricted_since", _("Use stopped since"), inquiry.restricted_at)


def policy_fields(inquiry: Inquiry) -> Iterator[Field]:
    """Yield the policy revision shown with the form, and a link that compares it with the one in force."""
    agreed, language = inquiry.policy_revision, active_language()
    text = _("Privacy policy, revision %(number)s") % {"number": agreed.number}
    yield Field("policy", _("Agreed to"), text, agreed.address(language))
    current = policy_in_force()
    if current is None or current.number == agreed.number:
        yield Field("policy_since", _("Changed since"), _("Nothing: it is the revision in force"))
    else:
        text = _("Revision %(number)s is in force: compare the two") % {"number": current.number}
        address = comparison_address(current, since=agreed.number, language=language)
        yield Field("policy_since", _("Changed since"), text, address)


def erasure_field(inquiry: Inquiry, *, why: bool) -> Field:
    """Return when the inquiry will be erased; `why` adds the reason of a hold, which may name the matter."""
    label = pgettext("when", "Erased")
    if inquiry.closed_at and not inquiry.held_at:
        return day_field("erased", label, inquiry.erasure_on or end_of_retention(inquiry.closed_at))
    reason = f": {inquiry.hold_reason}" if inquiry.held_at and why else ""
    return Field("erased", label, f"{erasure_words(inquiry)}{reason}")


def erasure_words(inquiry: Inquiry) -> str:
    if inquiry.held_at:
        return _("Not before the hold is released")
    months = retention_months()
    return ngettext(
        "%(months)d month after your inquiry is closed, or after the last exchange if it is not",
        "%(months)d months after your inquiry is closed, or after the last exchange if it is not",
        months,
    ) % {"months": months}


def messages(inquiry: Inquiry) -> Iterator[DisclosedRecord]:
    withheld = withheld_transfers_of(inquiry.reference).values("pk")
    for message in inquiry.messages.filter(awaits_reader=False).exclude(pk__in=withheld):
        fields = [
            time_field(message.at),
            *other_recipient(message),
            Field("direction", pgettext("mail", "From"), str(message.get_direction_display())),
            Field("subject", pgettext("mail", "Subject"), message.subject or ""),
            Field("text", pgettext("message", "Text"), message.body),
            *email_fields(message),
        ]
        title = _("Our message") if message.direction == Direction.OUT else _("Your message")
        yield DisclosedRecord(title, fields, name="messages")


def own_files(inquiry: Inquiry) -> QuerySet[AttachedFile]:
    """Return the files of an inquiry that its writer may have: all but those of withheld transfers."""
    withheld = withheld_transfers_of(inquiry.reference).values("pk")
    return inquiry.attached_files.filter(Q(message=None) | ~Q(message__in=withheld))


def attached_files(inquiry: Inquiry) -> Iterator[DisclosedRecord]:
    for file in own_files(inquiry):
        text = f"{file.name} ({', '.join(filter(None, [file.type_name, filesizeformat(file.size)]))})"
        fields = [time_field(file.at), Field("name", pgettext("file", "Name"), text, file_text=file.name)]
        yield DisclosedRecord(_("Attached file"), fields, name="attached_files", key=str(file.pk))


def email_fields(message: Message) -> Iterator[Field]:
    """Yield what was attached to a mail, and its original, which only the file can hold."""
    attached = message.attachments or []
    if attached:
        lines = [f"{one['name']} ({one['type']}, {filesizeformat(one['size'])})" for one in attached]
        yield Field("attachments", _("Attached"), "\n".join(lines))
    if original := EmailOriginal.objects.filter(message=message).first():
        size = filesizeformat(len(original.content))
        text = _("Kept unaltered (%(size)s); it is in your file, as base64") % {"size": size}
        yield Field("original", _("The email as it came"), text, file_text=b64encode(original.content).decode())


def other_recipient(message: Message) -> Iterator[Field]:
    """Yield that a message of the desk was sent to somebody else; the transfers say to whom."""
    if message.to_another:
        yield Field(
            "to",
            pgettext("mail", "To"),
            _("Another address than yours: one inside our company, else “Who received your data” says whose"),
        )


def notes(inquiry: Inquiry) -> Iterator[DisclosedRecord]:
    for note in inquiry.notes.filter(disclosable=True):
        fields = [time_field(note.at), Field("text", pgettext("message", "Text"), note.text)]
        yield DisclosedRecord(_("Note of the desk"), fields, name="notes")


def consents(inquiry: Inquiry) -> Iterator[DisclosedRecord]:
    for consent in inquiry.consents.select_related("purpose"):
        fields = [
            Field("purpose", _("Purpose"), consent.text(active_language())),
            moment_field("asked", pgettext("consent", "Asked"), consent.asked_at),
            Field("answer", pgettext("consent", "Answer"), str(consent.get_answer_display())),
        ]
        yield DisclosedRecord(_("Consent"), fields, name="consents")


def access_log(inquiry: Inquiry) -> Iterator[DisclosedRecord]:
    for entry in access_entries(inquiry):
        fields = [
            time_field(entry.at),
            Field("role", pgettext("who looked", "Role"), entry.role),
            Field("what", pgettext("desk", "What"), entry.what),
        ]
        yield DisclosedRecord(entry.what, fields, name="access_entries")


def time_field(moment: datetime) -> Field:
    return moment_field("at", pgettext("record", "Time"), moment)
