"""The mails of a person that belong to no inquiry: disclosed without their words, for mailboxes are shared; erased."""

from collections.abc import Iterable, Iterator

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cluster_cms.clock import tokyo_date
from cluster_cms.privacy.personal_data import (
    DisclosedRecord,
    Field,
    Person,
    PersonalDataSource,
    day_field,
    moment_field,
)
from contact.inbound.tray import erase_mails
from contact.models import TrayMail
from contact.models.tray_mail import KEPT_THROWN_AWAY
from contact.privacy.pending_requests import BY_PERSON


def tray_source() -> PersonalDataSource:
    label = gettext_lazy("Emails that belong to no inquiry")
    return PersonalDataSource("emails", label, (TrayMail,), disclose_mails, erase_own_mails)


def disclose_mails(person: Person) -> Iterator[DisclosedRecord]:
    """Yield when each mail came and what becomes of it; the desk shows the words to who has proved who they are."""
    for mail in TrayMail.objects.of_person(person).defer("content", "original"):
        fields = [
            moment_field("received", pgettext("when", "Received"), mail.received_at),
            Field("size", pgettext("of a file", "Size"), filesizeformat(mail.size)),
            state_field(mail),
        ]
        title = _("Email of %(day)s") % {"day": tokyo_date(mail.received_at)}
        yield DisclosedRecord(title, fields, name="email")


def state_field(mail: TrayMail) -> Field:
    if mail.thrown_away_at:
        return day_field("erased", pgettext("when", "Erased"), mail.thrown_away_at + KEPT_THROWN_AWAY)
    return Field("status", _("Status"), _("Waits to be looked at by the desk"))


def erase_own_mails(person: Person) -> Iterable[str]:
    """Erase all of them; none has to be kept."""
    while erase_mails(TrayMail.objects.of_person(person), BY_PERSON):
        pass
    return []
