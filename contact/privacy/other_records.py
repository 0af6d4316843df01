"""What is held of transfers and of data-subject requests, as the person concerned sees it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cluster_cms.clock import tokyo_date, tokyo_time
from cluster_cms.privacy.personal_data import DisclosedRecord, Field, Person, PersonalDataSource
from contact.models import DataSubjectRequest, MagicLink, Transfer, TransferredPerson
from contact.text.email_address import email_hmac
from contact.transfers.register import transfers_of_person


def transfer_source() -> PersonalDataSource:
    return PersonalDataSource(
        "transfers",
        gettext_lazy("Who received your data"),
        (Transfer, TransferredPerson),
        disclose_transfers,
        erase_transfers,
    )


def disclose_transfers(person: Person) -> Iterator[DisclosedRecord]:
    """Tell of records in the person's name, and of the inquiries whose references the person knows."""
    for transfer in transfers_of_person(email_hmac(person.address), *person.opened):
        facts = [
            Field("at", _("Time"), tokyo_time(transfer.at)),
            Field("recipient", _("Receiver"), f"{transfer.get_recipient_display()}: {transfer.who}"),
            Field("country", _("Country"), str(transfer.get_country_display())),
            Field("ground", _("Ground"), str(transfer.get_ground_display()) or _("Entrusted")),
            Field("kept_until", _("Kept until"), tokyo_date(transfer.keep_until)),
        ]
        facts += [Field("consented", _("Your consent"), tokyo_time(at)) for at in consents_of(transfer, person)]
        yield DisclosedRecord(
            pgettext("your data", "Transfer of %(day)s") % {"day": tokyo_date(transfer.at)}, facts, name="transfer"
        )


def consents_of(transfer: Transfer, person: Person) -> list[datetime]:
    """Return when the person agreed to it."""
    named = transfer.people.filter(email_hmac=email_hmac(person.address)).values("reference")
    hers = transfer.inquiries.filter(
        Q(reference__in=named) | Q(reference__in=person.opened), consented_at__isnull=False
    )
    return sorted(one.consented_at for one in hers if one.consented_at)


def erase_transfers(person: Person) -> Iterable[str]:
    """Erase nothing: the law wants these records kept for years, and only the person's own name stands in them."""
    for transfer in Transfer.objects.filter(people__email_hmac=email_hmac(person.address)).distinct():
        told = {"given": tokyo_date(transfer.at), "kept": tokyo_date(transfer.keep_until)}
        yield _("The law has the record of the transfer of %(given)s kept until %(kept)s.") % told


def request_source() -> PersonalDataSource:
    """Mailed links are forgotten within the hour, so the requests alone are told."""
    label = gettext_lazy("Requests you made to the desk")
    return PersonalDataSource("requests", label, (DataSubjectRequest, MagicLink), disclose_requests, erase_requests)


def disclose_requests(person: Person) -> Iterator[DisclosedRecord]:
    for request in DataSubjectRequest.objects.filter(email_hmac=email_hmac(person.address)):
        answered = tokyo_date(request.answered_at) if request.answered_at else _("not yet")
        facts = [
            Field("received", pgettext("when", "Received"), tokyo_time(request.received_at)),
            Field("request_type", _("Asked for"), str(request.get_request_type_display())),
            Field("way", pgettext("request", "Way"), str(request.get_source_display())),
            Field("answered", pgettext("when", "Answered"), answered),
        ]
        yield DisclosedRecord(_("Request %(reference)s") % {"reference": request.reference}, facts, name="request")


def erase_requests(person: Person) -> Iterable[str]:
    """Forget who asked, in what is answered; what is not keeps the address it must be answered to."""
    for request in DataSubjectRequest.objects.filter(email_hmac=email_hmac(person.address)):
        if request.answered_at:
            anonymise_requests(request)
        else:
            yield _("Request %(reference)s is not answered yet.") % {"reference": request.reference}


def anonymise_requests(request: DataSubjectRequest) -> None:
    request.name = request.address = request.details = None
    request.email_hmac = ""
    request.save(update_fields=["name", "address", "details", "email_hmac"])
