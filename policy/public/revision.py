"""The permanent page of one revision, and that of a day."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from cluster_cms import clock
from cluster_cms.clock import tokyo_date
from policy.ledger.revision_status import RevisionState, RevisionStatus
from policy.public.register import Context, Register
from policy.public.texts import text

INSTANT = timedelta(microseconds=1)


def one(register: Register, number: int) -> Context | None:
    """Return one revision by its number, or nothing when there is no such revision."""
    standing = register.find(number)
    return shown(register, standing) if standing else None


def shown(register: Register, standing: RevisionStatus) -> Context:
    """Return a revision with its neighbours and the way to the one in force."""
    addresses, valid, before = register.addresses, register.in_force, standing.before
    return {
        "standing": standing,
        "withdrawal_reason": standing.withdrawal and standing.withdrawal.reason(register.language),
        "in_force": valid,
        "canonical": register.page.full_url,
        "crumbs": [(_("Revision history"), addresses.history), (str(standing.revision), None)],
        "before": before and addresses.revision(before.number),
        "after": standing.successor and addresses.revision(standing.successor.number),
        "since_before": before and addresses.comparison(before.number, standing.revision.number),
        "against_valid": comparison_with_valid(register, standing),
        **text(register, standing),
    }


def comparison_with_valid(register: Register, standing: RevisionStatus) -> str:
    """Return the address of the comparison with the revision in force, the older one first."""
    if register.in_force is None or standing.state == RevisionState.IN_FORCE:
        return ""
    numbers = sorted((register.in_force.revision.number, standing.revision.number))
    return register.addresses.comparison(*numbers)


def on(register: Register, day: date) -> Context | None:
    """Return the revision in force at the end of a day in Tokyo, or now for today; nothing when there was none.

    A day yet to come has no answer: what is announced may be withdrawn.
    """
    today = register.at.astimezone(clock.TOKYO).date()
    if day > today:
        return None
    end = register.at if day == today else clock.midnight(day + timedelta(days=1)) - INSTANT
    standing = register.in_force_at(end)
    if standing is None:
        return None
    title = _("In force on %(day)s") % {"day": tokyo_date(day)}
    return {
        **shown(register, standing),
        "day": day,
        "today": day == today,
        "earlier": earlier_that_day(register, clock.midnight(day), standing),
        "crumbs": [(_("Revision history"), register.addresses.history), (title, None)],
    }


def earlier_that_day(register: Register, begin: datetime, last: RevisionStatus) -> list[Context]:
    """Return the revisions that were in force for a part of a day, before the last one of it took effect."""
    effects = [one.revision.effect_at for one in register.standings if one.state != RevisionState.WITHDRAWN]
    moments = sorted({begin, *(moment for moment in effects if begin < moment < last.revision.effect_at)})
    if last.revision.effect_at <= begin:
        return []
    return [
        {"standing": one, "address": register.addresses.revision(one.revision.number)}
        for one in map(register.in_force_at, moments)
        if one
    ]
