"""The nightly crawl of every public address: cookies, other hosts, unmarked outbound links, server errors."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from wagtail.models import Page

from cluster_cms.operations.jobs import Job
from cluster_cms.promises.chains import verify_chains
from cluster_cms.promises.html_parser import References, read_css, read_page
from cluster_cms.promises.http_client import VisitorResponse, foreign_host, own_address, visitor_client
from cluster_cms.promises.measurements import Measurement, store_measurement

CRAWL = "crawl"
STARTS = ("/", "/en/", "/promises/", "/en/promises/", "/search/", "/en/search/", "/no/such/page/", "/en/no/such/page/")
MOST = 20_000  # addresses; a site that has more has a page that links to itself under ever new names
FIGURES = ("cookie", "stripped", "host", "unmarked", "broken")  # the kinds of faults
PARSERS = {"html": read_page, "css": read_css}


class EndlessSite(Exception):
    """The crawl has met more than 20,000 addresses."""


@dataclass
class Crawler:
    """Visits addresses; keeps those it has seen, the outbound links, and kind, address and detail of each fault."""

    get: Callable[[str], VisitorResponse] = field(default_factory=visitor_client)
    seen: set[str] = field(default_factory=set)
    outbound: set[str] = field(default_factory=set)
    faults: list[list[str]] = field(default_factory=list)

    def visit_all(self, *starts: str) -> "Crawler":
        """Visit every address that can be reached from the starts. Raises EndlessSite."""
        waiting = list(starts)
        while waiting:
            address = waiting.pop()
            if address in self.seen:
                continue
            if len(self.seen) >= MOST:
                raise EndlessSite
            self.seen.add(address)
            waiting += self.visit(address)
        return self

    def visit(self, address: str) -> list[str]:
        """Record the faults of one address; return the addresses of this site that it refers to."""
        response = self.get(address)
        found = PARSERS[response.kind](response.text) if response.kind else References()
        self.record_faults(address, response, found)
        self.outbound.update(found.outbound)
        references = found.linked | found.loaded | ({response.location} if response.location else set())
        return [own for reference in references if (own := own_address(address, reference))]

    def record_faults(self, address: str, response: VisitorResponse, found: References) -> None:
        faults = [("cookie", name) for name in response.cookies]
        faults += [("stripped", name) for name in response.stripped]
        faults += [("host", host) for loaded in sorted(found.loaded) if (host := foreign_host(address, loaded))]
        faults += [("unmarked", link) for link in found.unmarked]
        faults += [("broken", str(response.status))] if response.status >= 500 else []
        self.faults += [[kind, address, detail] for kind, detail in faults]

    def count(self, kind: str) -> int:
        return sum(fault[0] == kind for fault in self.faults)


def crawl() -> Measurement:
    """Crawl the whole site and store figures and faults."""
    pages = [page.url for page in Page.objects.live().filter(depth__gte=2) if page.url]
    crawler = Crawler().visit_all(*STARTS, *filter(None, (own_address("/", url) for url in pages)))
    figures = {kind: crawler.count(kind) for kind in FIGURES}
    figures |= {"addresses": len(crawler.seen), "leaving": len(crawler.outbound)}
    return store_measurement(CRAWL, figures=figures, faults=crawler.faults)


def nightly_check() -> Job:
    return Job(name="promises", every=timedelta(days=1), run=check)


def check() -> None:
    """Verify every hash chain, then crawl the site."""
    verify_chains()
    crawl()
