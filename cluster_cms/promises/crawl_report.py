"""Evidence of items 3, 5 and 8 from the nightly crawl, and the ground floor's own of items 2, 6 and 9."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_cms import clock
from cluster_cms.pages.languages import LANGUAGES, paired
from cluster_cms.pages.site_settings import DeskSettings, default_site
from cluster_cms.privacy.models import Contractor
from cluster_cms.promises.crawler import CRAWL
from cluster_cms.promises.evidence import Evidence
from cluster_cms.promises.measurements import Measurement, nightly_evidence
from cluster_cms.settings import gunicorn
from cluster_cms.statistics.daily_counts import DailyCount
from cluster_cms.statistics.statistics_report import views_on

# Item, figure, the fault that must not occur, label.
CRAWL_FIGURES = (
    (3, "host", "host", gettext_lazy("parts of our pages that ask another host")),
    (5, "addresses", "broken", gettext_lazy("public addresses visited, in both languages")),
    (5, "cookie", "cookie", gettext_lazy("cookies that reached the visitor")),
    (5, "stripped", "", gettext_lazy("attempts to set a cookie, stopped by the site")),
    (8, "leaving", "unmarked", gettext_lazy("links that leave this site, all marked")),
)
EXPLANATIONS = {
    "host": gettext_lazy("A page loads something from another host. It is being taken out."),
    "broken": gettext_lazy("Some pages did not answer and could not be looked at. Somebody is mending them."),
    "cookie": gettext_lazy("A page has set a cookie. Somebody is finding out why."),
    "unmarked": gettext_lazy("Some links that leave this site carry no mark. They are being mended."),
}


def crawl_evidence() -> Iterator[Evidence]:
    """Yield the figures of the last crawl."""
    row = Measurement.objects.newest_of_each().get(CRAWL)
    for item, figure, fault, label in CRAWL_FIGURES:
        holds = bool(row and not row.figures.get(fault))
        why = str(EXPLANATIONS.get(fault, ""))
        yield nightly_evidence(row, item=item, label=str(label), figure=figure, holds=holds, why=why)


def contractor_evidence() -> Iterator[Evidence]:
    """Yield the number of contractors, and whether each was reviewed in time (APPI Art. 25)."""
    yield Evidence(
        item=2,
        label=_("contractors to whom personal data are entrusted, each reviewed at fixed times"),
        figure=Contractor.objects.engaged().count(),
        holds=not Contractor.objects.overdue().exists(),
        why=_("The review of a contractor is overdue. The privacy officer has been told and catches up on it."),
        list_url=reverse("contractors:index"),
    )


def log_evidence() -> Iterator[Evidence]:
    """Yield whether the application server keeps an access log, and what the statistics hold."""
    yield Evidence(
        item=6,
        label=_("access logs kept by the application server"),
        figure=int(bool(gunicorn.accesslog)),
        holds=not gunicorn.accesslog,
        why=_("The server writes a log of single visits. It is being switched off, and the log is deleted."),
    )
    held = [field.name for field in DailyCount._meta.concrete_fields if not field.primary_key]
    yield Evidence(
        item=6,
        label=_("kinds of facts in the statistics: day, page, language, referring site, number of views"),
        figure=len(held),
        holds=held == ["day", "page", "language", "host", "number"],
        why=_("The statistics hold more than we have told you. It is being taken out."),
    )
    yield Evidence(item=6, label=_("page views counted yesterday"), figure=views_on(clock.today() - timedelta(days=1)))


def desk_evidence() -> Iterator[Evidence]:
    """Yield whether the desk can be reached in both languages."""
    desk = DeskSettings.for_site(default_site())
    named = all(paired(desk, "name", language) for language in LANGUAGES)
    yield Evidence(
        item=9,
        label=_("ways to reach the desk: telephone, email"),
        figure=bool(desk.phone) + bool(desk.email),
        holds=named and bool(desk.phone or desk.email),
        why=_("Name, telephone or email address of the desk are missing. Please use the contact form meanwhile."),
    )
