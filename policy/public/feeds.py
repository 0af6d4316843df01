"""The Atom feed of the policy (RFC 4287): an entry when a revision is announced, comes into force, is withdrawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from cluster_cms import clock
from cluster_cms.clock import tokyo_date
from cluster_cms.pages.atom import atom_feed, atom_response, plain
from cluster_cms.pages.site_settings import CompanySettings
from policy.ledger.revision_status import RevisionState, RevisionStatus
from policy.models.revisions import PolicyRevision
from policy.public.register import Register, ledger_of


@dataclass(frozen=True)
class Entry:
    """What happened to a revision, and when."""

    status: RevisionStatus
    name: str
    title: str
    at: datetime
    text: str


def feed(register: Register) -> HttpResponse:
    """Return the feed in the language of the page, the latest entry first."""
    addresses = register.addresses
    naming_authority = authority(register)
    found = sorted(entries(register), key=lambda entry: entry.at, reverse=True)
    company = CompanySettings.for_site(register.page.get_site())
    result = atom_feed(
        title=_("%(title)s: revisions") % {"title": register.page.display_title()},
        link=addresses.whole(addresses.history),
        language=register.language,
        address=addresses.whole(addresses.feed),
        guid=f"tag:{naming_authority}:{addresses.feed}",
        author=getattr(company, f"name_{register.language}") or addresses.host,
    )
    for entry in found:
        add_entry(result, register, entry, naming_authority)
    return atom_response(result, found[0].at if found else None)


def add_entry(result: Atom1Feed, register: Register, entry: Entry, naming_authority: str) -> None:
    address = register.addresses.revision(entry.status.revision.number)
    result.add_item(
        title=plain(entry.title),
        link=register.addresses.whole(address),
        description=escape(plain(entry.text)),  # Django declares it as HTML
        unique_id=f"tag:{naming_authority}:{address}{entry.name}",
        pubdate=entry.at,
        updateddate=entry.at,
    )


def entries(register: Register) -> Iterator[Entry]:
    """Yield what has happened up to the instant of the register."""
    for status in register.statuses:
        row, name = status.revision, str(status.revision)
        announced = _("%(revision)s is announced. It takes effect on %(day)s.")
        words = {"revision": name, "day": tokyo_date(row.effective_on)}
        yield Entry(status, "announced", announced % words, row.promulgated_at, described(row, register.language))
        if row.entered_at and status.entered_late:
            title = _("%(revision)s, in force from %(day)s, is entered afterwards.") % words
            yield Entry(status, "entered", title, row.entered_at, described(row, register.language))
        if withdrawal := status.withdrawal:
            title = _("%(revision)s is withdrawn. It was never in force.") % {"revision": name}
            yield Entry(status, "withdrawn", title, withdrawal.at, withdrawal.reason(register.language))
        elif status.state != RevisionState.ANNOUNCED and status.comes_into_force:
            title = _("%(revision)s is in force") % {"revision": name}
            yield Entry(status, "in-force", title, row.effect_at, described(row, register.language))


def described(row: PolicyRevision, language: str) -> str:
    """Return kind, summary and fingerprint of a revision."""
    parts = [f"{row.get_change_kind_display()}.", row.summary(language), f"SHA-256 {row.row_hash}"]
    return " ".join(filter(None, parts))


def authority(register: Register) -> str:
    """Return the tagging entity of the ids (RFC 4151, 2.1): our host and the day on which the first row was written."""
    first = PolicyRevision.objects.filter(number=1, page_id=ledger_of(register.page))
    day = Coalesce("entered_at", "wagtail_revision__created_at")
    begun = first.values_list(day, flat=True).first() or register.at
    return f"{register.addresses.host},{begun.astimezone(clock.TOKYO).date().isoformat()}"
