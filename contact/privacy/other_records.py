"""The transfers and the data-subject requests of a person as records for disclosure; which of them may be erased."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cluster_cms import clock
from cluster_cms.clock import tokyo_date
from cluster_cms.erasures.erasing import erasing
from cluster_cms.privacy.personal_data import (
    DisclosedRecord,
    Field,
    Person,
    PersonalDataSource,
    day_field,
    moment_field,
)
from contact.inquiries.block_list import entry_of
from contact.models import BlockedSender, DataSubjectRequest, MagicLink, Transfer, TransferredPerson
from contact.text.email_address import email_hmac
from contact.transfers.register import transfers_of_person

REQUEST_KIND = "request"  # in the erasure journal


def transfer_source() -> PersonalDataSource:
    label = gettext_lazy("Who received your data")
    return PersonalDataSource("transfers", label, (Transfer, TransferredPerson), disclose_transfers, erase_transfers)


def disclose_transfers(person: Person) -> Iterator[DisclosedRecord]:
    """Yield the transfers that name the person, and those of inquiries whose references the person knows."""
    for transfer in transfers_of_person(person):
        fields = [
            moment_field("at", pgettext("record", "Time"), transfer.at),
            Field("recipient", _("Receiver"), f"{transfer.get_recipient_display()}: {transfer.who}"),
            Field("country", _("Country"), str(transfer.get_country_display())),
            Field("ground", _("Ground"), str(transfer.get_ground_display()) or _("Entrusted")),
            day_field("kept_until", _("Kept until"), transfer.keep_until),
        ]
        fields += [moment_field("consented", _("Your consent"), at) for at in consent_times(transfer, person)]
        title = pgettext("your data", "Transfer of %(day)s") % {"day": tokyo_date(transfer.at)}
        yield DisclosedRecord(title, fields, name="transfer")


def block_list_source() -> PersonalDataSource:
    label = gettext_lazy("The block list of senders")
    return PersonalDataSource("block_list", label, (BlockedSender,), disclose_block, keep_block)


def disclose_block(person: Person) -> Iterator[DisclosedRecord]:
    """Yield that the address is on the block list, where it is."""
    entry = entry_of(person.address)
    if entry:
        fields = [moment_field("at", pgettext("record", "Time"), entry.at)]
        yield DisclosedRecord(
            _("Your address is kept as a code; what it sends is looked at later"), fields, name="block"
        )


def keep_block(person: Person) -> Iterable[str]:
    """Erase nothing: a code from which no address can be read, deleted two years after the last inquiry from there."""
    if entry_of(person.address):
        yield _("Your address stays on the block list as a code, until nothing has come from it for two years.")


def consent_times(transfer: Transfer, person: Person) -> list[datetime]:
    """Return when the person gave the consents that allowed a transfer."""
    named = transfer.people.filter(email_hmac=email_hmac(person.address)).values("reference")
    own = transfer.inquiries.filter(Q(reference__in=named) | Q(reference__in=person.opened))
    return sorted(inquiry.consented_at for inquiry in own if inquiry.consented_at)


def erase_transfers(person: Person) -> Iterable[str]:
    """Erase nothing: the law requires these records for years (APPI Art. 29(2)), and they name the person alone."""
    named = Transfer.objects.disclosable().filter(people__email_hmac=email_hmac(person.address))
    for transfer in named.distinct():
        dates = {"given": tokyo_date(transfer.at), "kept": tokyo_date(transfer.keep_until)}
        yield _("The law has the record of the transfer of %(given)s kept until %(kept)s.") % dates


def request_source() -> PersonalDataSource:
    """Return the source of requests; magic links are deleted within the hour, so that they are not disclosed."""
    label = gettext_lazy("Requests about your data")
    return PersonalDataSource("requests", label, (DataSubjectRequest, MagicLink), disclose_requests, erase_requests)


def disclose_requests(person: Person) -> Iterator[DisclosedRecord]:
    for request in DataSubjectRequest.objects.of_person(person):
        label, answered = pgettext("when", "Answered"), request.answered_at
        fields = [
            moment_field("received", pgettext("when", "Received"), request.received_at),
            Field("request_type", _("Asked for"), str(request.get_request_type_display())),
            Field("source", pgettext("request", "Way"), str(request.get_source_display())),
            day_field("answered", label, answered) if answered else Field("answered", label, _("not yet")),
        ]
        if request.is_pending:
            fields.append(Field("progress", _("Status"), request.progress))
        yield DisclosedRecord(_("Request %(reference)s") % {"reference": request.reference}, fields, name="request")


def erase_requests(person: Person) -> Iterable[str]:
    """Anonymise the answered requests; yield a sentence for each unanswered one, which keeps its address.

    A pending one is answered by this: the person has named the references meanwhile, and nothing is left of it.
    """
    for request in DataSubjectRequest.objects.of_person(person).select_for_update():
        if request.is_pending and not request.concerned.exists():
            request.answered_at = clock.now()
            request.save(update_fields=["answered_at"])
        if request.answered_at:
            with erasing(REQUEST_KIND, [request.pk], "person"):
                anonymise_request(request)
        else:
            yield _("Request %(reference)s is not answered yet.") % {"reference": request.reference}


def anonymise_request(request: DataSubjectRequest) -> None:
    """Delete name, address and details; type, dates and outcome stay for the statistics."""
    request.name = request.address = request.details = None
    request.email_hmac = ""
    request.save(update_fields=["name", "address", "details", "email_hmac"])
