"""Who looked at an inquiry or did something with it, and when, read from the audit chain: by role, never by name."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cluster_cms.accounts import User
from cluster_cms.audit import AuditEntry
from cluster_cms.groups import DESK, PRIVACY
from contact.desk.history import ACTIONS
from contact.records import ExportRecord, Inquiry


@dataclass(frozen=True)
class Look:
    at: datetime
    role: str
    what: str


def looks_at(inquiry: Inquiry) -> list[Look]:
    """Return what happened to an inquiry, newest first; exports among it."""
    entries = list(AuditEntry.objects.filter(subject=inquiry.reference, action__in=ACTIONS))
    exports = list(ExportRecord.objects.filter(exportedinquiry__inquiry=inquiry))
    roles = roles_of({act.actor_id for act in (*entries, *exports) if act.actor_id})
    looks = [Look(entry.at, role(entry.actor_id, roles), str(ACTIONS[entry.action])) for entry in entries]
    looks += [Look(export.at, role(export.actor_id, roles), exported(export)) for export in exports]
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
