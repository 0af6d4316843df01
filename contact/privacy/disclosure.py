"""All that is held about a person, from all sources, for display and as a JSON file; who accessed an inquiry."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cluster_cms import clock
from cluster_cms.privacy.personal_data import DisclosedRecord, Person, personal_data_sources
from cluster_cms.security.accounts import DESK, PRIVACY, User
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.history import ACTIONS
from contact.inquiries.replies import REPLIED
from contact.models import ExportRecord, Inquiry, Recipient
from contact.transfers.register import withheld_transfers_of

INQUIRIES = "inquiries"  # the source that stands first


@dataclass(frozen=True)
class Disclosure:
    """The records of each source about a person; sources without any records are listed as well."""

    inquiries: list[DisclosedRecord]
    others: list[tuple[str, str, list[DisclosedRecord]]]  # name of the source, label, records

    @property
    def is_empty(self) -> bool:
        return not self.inquiries and not any(records for _name, _label, records in self.others)


def disclosure_of(person: Person) -> Disclosure:
    """Return the records of every source, in the active language."""
    found = [(source.name, str(source.label), list(source.disclose(person))) for source in personal_data_sources()]
    inquiries = [record for name, _label, records in found if name == INQUIRIES for record in records]
    return Disclosure(inquiries, [source for source in found if source[0] != INQUIRIES])


def as_file(found: Disclosure, person: Person) -> tuple[str, bytes]:
    """Return name and content of a JSON file; the name holds no personal data."""
    now = clock.now().astimezone(clock.TOKYO)
    data = {
        "mail": person.address,
        "made_at": now.isoformat(timespec="seconds"),
        INQUIRIES: [record.as_data() for record in found.inquiries],
        **{name: [record.as_data() for record in records] for name, _label, records in found.others},
    }
    return f"your-data-{now:%Y%m%d}.json", json.dumps(data, ensure_ascii=False, indent=2).encode()


@dataclass(frozen=True)
class AccessEntry:
    """When an account of which role did what with an inquiry."""

    at: datetime
    role: str
    what: str


def access_entries(inquiry: Inquiry) -> list[AccessEntry]:
    """Return what was done with an inquiry, exports included, newest first, without what is kept from the person."""
    withheld = list(withheld_transfers_of(inquiry.reference))
    entries = [
        entry
        for entry in AuditEntry.objects.filter(subject=inquiry.reference, action__in=ACTIONS)
        if not (withheld and is_reply_to_third_party(entry))
    ]
    numbers = [transfer.export_number for transfer in withheld if transfer.export_number]
    exports = list(ExportRecord.objects.filter(exportedinquiry__inquiry=inquiry).exclude(number__in=numbers))
    roles = roles_of({act.actor_id for act in (*entries, *exports) if act.actor_id})
    found = [AccessEntry(entry.at, role(entry.actor_id, roles), str(ACTIONS[entry.action])) for entry in entries]
    for export in exports:
        what = _("Exported: %(reason)s") % {"reason": export.get_reason_display()}
        found.append(AccessEntry(export.at, role(export.actor_id, roles), what))
    return sorted(found, key=lambda entry: entry.at, reverse=True)


def is_reply_to_third_party(entry: AuditEntry) -> bool:
    return entry.action == REPLIED and json.loads(entry.data).get("reason") == Recipient.THIRD_PARTY


def role(actor_id: int | None, roles: dict[int, str]) -> str:
    if actor_id is None:
        return pgettext("who looked", "yourself, or the system")
    return roles.get(actor_id) or pgettext("who looked", "a former member of staff")


def roles_of(people: set[int]) -> dict[int, str]:
    """Return the present role of each account, by id."""
    found = User.objects.filter(pk__in=people).prefetch_related("groups")
    return {person.pk: role_name(person) for person in found}


def role_name(person: User) -> str:
    groups = {group.name for group in person.groups.all()}
    if PRIVACY in groups:
        return pgettext("who looked", "privacy officer")
    if DESK in groups:
        return pgettext("who looked", "the desk")
    return pgettext("who looked", "administration") if person.is_superuser else pgettext("who looked", "another office")
