"""What the nightly crawl says of items 3, 5, 6 and 8, and what the ground floor knows of items 6 and 9."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cluster_cms.pages.site_settings import DeskSettings, default_site
from cluster_cms.pages.sites import LANGUAGES, paired
from cluster_cms.promises.chains import not_yet
from cluster_cms.promises.crawler import CRAWL
from cluster_cms.promises.evidence import Evidence
from cluster_cms.promises.measurements import Measurement
from cluster_cms.settings import gunicorn


def walk_evidence() -> Iterator[Evidence]:
    """Yield the figures of the last walk."""
    row = Measurement.objects.newest_of_each().get(CRAWL)
    for item, name, fault, label, why in walk_lines():
        if row is None:
            yield not_yet(item, label)
            continue
        yield Evidence(
            item=item,
            label=label,
            figure=row.figures[name],
            holds=fault is None or not row.figures[fault],
            why=why,
            measured_at=row.measured_at,
            nightly=True,
            check_name=CRAWL,
        )


def walk_lines() -> list[tuple[int, str, str | None, str, str]]:
    """Return for each figure its item, name, the fault that must not occur, label, and what to say of a fault."""
    return [
        (
            3,
            "host",
            "host",
            _("parts of our pages that ask another host"),
            _("A page loads something from another host. It is being taken out."),
        ),
        (
            5,
            "addresses",
            "broken",
            _("public addresses visited, in both languages"),
            _("Some pages did not answer and could not be looked at. Somebody is mending them."),
        ),
        (
            5,
            "cookie",
            "cookie",
            _("cookies that reached the visitor"),
            _("A page has set a cookie. Somebody is finding out why."),
        ),
        (5, "stripped", None, _("attempts to set a cookie, stopped by the site"), ""),
        (
            8,
            "leaving",
            "unmarked",
            _("links that leave this site, all marked"),
            _("Some links that leave this site carry no mark. They are being mended."),
        ),
    ]


def log_evidence() -> Iterator[Evidence]:
    """Yield whether the application server writes down who visited."""
    yield Evidence(
        item=6,
        label=_("access logs kept by the application server"),
        figure=int(bool(gunicorn.accesslog)),
        holds=not gunicorn.accesslog,
        why=_("The server writes a log of single visits. It is being switched off, and the log is deleted."),
    )
    yield Evidence(item=6, label=_("statistics kept about visits: nothing is counted yet"), figure=0)


def desk_evidence() -> Iterator[Evidence]:
    """Yield whether the desk can be reached in both languages."""
    desk = DeskSettings.for_site(default_site())
    named = all(paired(desk, "name", language) for language in LANGUAGES)
    yield Evidence(
        item=9,
        label=_("ways to reach the desk: telephone, mail"),
        figure=bool(desk.phone) + bool(desk.email),
        holds=named and bool(desk.phone or desk.email),
        why=_("Name, telephone or mail address of the desk are missing. Please use the contact form meanwhile."),
    )
