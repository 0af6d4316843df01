"""Everything held about a person from all sources, with who accessed it, for people and as a file."""

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
from contact.models import ExportRecord, Inquiry

INQUIRIES = "inquiries"  # the source that stands first


@dataclass(frozen=True)
class Disclosure:
    """What each source holds; sources that hold nothing are named too, so that the person knows they were asked."""

    inquiries: list[DisclosedRecord]
    others: list[tuple[str, str, list[DisclosedRecord]]]  # name for programs, label, records

    @property
    def is_empty(self) -> bool:
        return not self.inquiries and not any(records for _name, _label, records in self.others)


def disclosure_of(person: Person) -> Disclosure:
    """Ask every source, in the active language."""
    found = [(source.name, str(source.label), list(source.disclose(person))) for source in personal_data_sources()]
    inquiries = [held for name, _label, records in found if name == INQUIRIES for held in records]
    return Disclosure(inquiries, [part for part in found if part[0] != INQUIRIES])


def as_file(found: Disclosure, person: Person) -> tuple[str, bytes]:
    """Return the name and the content of a JSON file; the name says nothing of the person."""
    now = clock.now().astimezone(clock.TOKYO)
    data = {
        "mail": person.address,
        "made_at": now.isoformat(timespec="seconds"),
        INQUIRIES: [held.as_data() for held in found.inquiries],
        **{name: [held.as_data() for held in records] for name, _label, records in found.others},
    }
    return f"your-data-{now:%Y%m%d}.json", json.dumps(data, ensure_ascii=False, indent=2).encode()


@dataclass(frozen=True)
class AccessEntry:
    at: datetime
    role: str
    what: str


def access_entries(inquiry: Inquiry) -> list[AccessEntry]:
    """Return what happened to an inquiry, newest first; exports among it."""
    entries = list(AuditEntry.objects.filter(subject=inquiry.reference, action__in=ACTIONS))
    exports = list(ExportRecord.objects.filter(exportedinquiry__inquiry=inquiry))
    roles = roles_of({act.actor_id for act in (*entries, *exports) if act.actor_id})
    looks = [AccessEntry(entry.at, role(entry.actor_id, roles), str(ACTIONS[entry.action])) for entry in entries]
    looks += [AccessEntry(export.at, role(export.actor_id, roles), exported(export)) for export in exports]
    return sorted(looks, key=lambda look: look.at, reverse=True)


def exported(export: ExportRecord) -> str:
    return _("Exported: %(reason)s") % {"reason": export.get_reason_display()}


def role(actor_id: int | None, roles: dict[int, str]) -> str:
    if actor_id is None:
        return pgettext("who looked", "yourself, or the system")
    return roles.get(actor_id) or pgettext("who looked", "a former member of staff")


def roles_of(people: set[int]) -> dict[int, str]:
    """Return the role of each account as it is today."""
    found = User.objects.filter(pk__in=people).prefetch_related("groups")
    return {person.pk: role_name({group.name for group in person.groups.all()}) for person in found}


def role_name(groups: set[str]) -> str:
    if PRIVACY in groups:
        return pgettext("who looked", "privacy officer")
    return pgettext("who looked", "the desk") if DESK in groups else pgettext("who looked", "administration")
