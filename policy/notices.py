"""The notice on every page of the site from the announcement of a revision until it takes effect."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from cluster_cms import clock
from cluster_cms.navigation import SiteNotice
from cluster_cms.templatetags.site_tags import tokyo_date
from policy.ledger import PolicyRevision
from policy.pages import PolicyPage
from policy.presentation.register import Register, consult


def announcements(language: str) -> Iterable[SiteNotice]:
    """Yield one notice, of the revision that takes effect first; the page it leads to tells of all."""
    if not PolicyRevision.objects.standing().filter(effective_on__gt=clock.today()).exists():
        return  # one query on most days: nothing is announced and not yet in force
    page = PolicyPage.objects.live().filter(locale__language_code=language).select_related("locale").first()
    register = page and consult(page, at=clock.now())
    if register and register.announced:
        yield notice(register)


def notice(register: Register) -> SiteNotice:
    row, addresses = register.announced[0].revision, register.addresses
    title = _("Our privacy policy changes on %(day)s") % {"day": tokyo_date(row.effective_on)}
    links = [(_("What changes"), addresses.upcoming)]
    if register.in_force:
        old = register.in_force.revision.number
        links.append((_("Compare with revision %(number)s") % {"number": old}, addresses.comparison(old, row.number)))
    return SiteNotice(title, row.summary(register.language), links)
