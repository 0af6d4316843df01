"""The nightly crawl of every public address: cookies, other hosts, unmarked outbound links, addresses without answer.

It goes in portions of some seconds, between which the worker's other jobs run. Any number of addresses is visited, but
a crawl ends after twelve hours: a site that has more has a page that links to itself under ever new names.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic

from wagtail.models import Page

from cluster_cms import clock
from cluster_cms.operations.jobs import Job
from cluster_cms.promises.crawl_progress import (
    LOST,
    CrawlAddress,
    all_faults,
    broken_links,
    counts,
    keep_visit,
    meet,
    waiting,
)
from cluster_cms.promises.html_parser import References, read_css, read_page
from cluster_cms.promises.http_client import VisitorResponse, foreign_host, own_address, visitor_client
from cluster_cms.promises.measurements import Measurement, store_measurement
from cluster_cms.promises.nightly_counts import check_and_count

CRAWL = "crawl"
LINKS = "broken-links"  # what of it editors can mend, with the pages
MISSING = ("/no/such/page/", "/en/no/such/page/")  # where the site has to say that there is nothing
STARTS = ("/", "/en/", "/promises/", "/en/promises/", "/search/", "/en/search/", *MISSING)
EVERY = timedelta(days=1)
LONGEST = timedelta(hours=12)  # a crawl that is not at its end by then
PORTION = 10  # seconds
AT_ONCE = 50  # addresses that are asked for at the database together
FIGURES = ("cookie", "stripped", "host", "unmarked", "broken")  # the kinds of faults
PARSERS = {"html": read_page, "css": read_css}


@dataclass
class Visit:
    """What one address answered: kind, address and detail of each fault, and where it leads."""

    read: bool
    faults: list[list[str]] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    outbound: list[str] = field(default_factory=list)


def visit(address: str, get: Callable[[str], VisitorResponse]) -> Visit:
    """Ask for one address of this site as a visitor would."""
    response = get(address)
    found = PARSERS[response.kind](response.text) if response.kind else References()
    references = found.linked | found.loaded | ({response.location} if response.location else set())
    return Visit(
        read=response.kind == "html" and response.status < 400,
        faults=faults(address, response, found),
        own=[own for reference in references if (own := own_address(address, reference))],
        outbound=found.outbound,
    )


def faults(address: str, response: VisitorResponse, found: References) -> list[list[str]]:
    pairs = [("cookie", name) for name in response.cookies]
    pairs += [("stripped", name) for name in response.stripped]
    pairs += [("host", host) for loaded in sorted(found.loaded) if (host := foreign_host(address, loaded))]
    pairs += [("unmarked", link) for link in found.unmarked]
    pairs += [(LOST, words) for words in found.lost]
    pairs += [("broken", str(response.status))] if is_broken(address, response.status) else []
    return [[kind, address, detail] for kind, detail in pairs]


def is_broken(address: str, status: int) -> bool:
    """Tell whether an address answers otherwise than it should."""
    return status != 404 if address in MISSING else status >= 400


def begin() -> None:
    """Begin a crawl: at the entrances, and at every page that can be seen."""
    CrawlAddress.objects.all().delete()
    pages = Page.objects.live().filter(depth__gte=2).iterator()
    meet([*STARTS, *(own for page in pages if page.url and (own := own_address("/", page.url)))])


def crawl_portion(*, seconds: float = PORTION) -> Measurement | None:
    """Visit waiting addresses for some seconds; store and return the result when none is left, or after 12 hours."""
    until, get = monotonic() + seconds, visitor_client()
    while addresses := list(waiting().values_list("address", flat=True)[:AT_ONCE]):
        for address in addresses:
            found = visit(address, get)
            keep_visit(address, read=found.read, faults=found.faults, own=found.own, outbound=found.outbound)
            if monotonic() >= until:
                return finish() if is_overdue() else None
    return finish()


def is_overdue() -> bool:
    began_at = CrawlAddress.objects.order_by("met_at").values_list("met_at", flat=True).first()
    return began_at is not None and clock.now() - began_at > LONGEST


def finish() -> Measurement:
    """Store figures and faults of the crawl, and forget its addresses."""
    found, number = all_faults(), counts()
    if not number["read"]:
        found.append(["broken", "/", "no page can be read"])
    if number["waiting"]:
        found.append(["broken", waiting()[0].address, f"{number['waiting']} more not visited within 12 hours"])
    figures = {kind: sum(fault[0] == kind for fault in found) for kind in FIGURES}
    figures |= {"addresses": number["read"] + number["visited"], "leaving": number["outbound"]}
    links = broken_links()
    store_measurement(LINKS, figures={"links": len(links)}, faults=links)
    CrawlAddress.objects.all().delete()
    return store_measurement(CRAWL, figures=figures, faults=found)


def crawl() -> Measurement:
    """Crawl the whole site in one go."""
    begin()
    while not (result := crawl_portion()):
        pass
    return result


def crawl_job() -> Job:
    return Job(name="crawl", every=timedelta(0), run=crawl_when_due)


def crawl_when_due() -> None:
    """Go on with the crawl under way, or begin one when the last ended a day ago."""
    if not CrawlAddress.objects.exists():
        last = (
            Measurement.objects.filter(check_name=CRAWL).order_by("-pk").values_list("measured_at", flat=True).first()
        )
        if last and clock.now() - last < EVERY:
            return
        begin()
    crawl_portion(seconds=PORTION)


def nightly_check() -> Job:
    return Job(name="promises", every=timedelta(days=1), run=check_and_count)
