"""The nightly crawl of every public address: cookies, other hosts, unmarked links, pages that do not answer."""

from dataclasses import dataclass, field
from datetime import timedelta

from wagtail.models import Page

from cluster_cms.operations.jobs import Job
from cluster_cms.promises.chains import verify_chains
from cluster_cms.promises.html_parser import Reading, read_css, read_page
from cluster_cms.promises.http_client import Answer, Ask, foreign_host, own_address, visitor_client
from cluster_cms.promises.measurements import Measurement, store_measurement

CRAWL = "crawl"
STARTS = ("/", "/en/", "/promises/", "/en/promises/", "/search/", "/en/search/", "/no/such/page/", "/en/no/such/page/")
MOST = 20_000  # addresses; a site that has more has a page that links to itself under ever new names
FIGURES = ("cookie", "stripped", "host", "unmarked", "broken")  # the kinds of faults
READERS = {"html": read_page, "css": read_css}


class EndlessSite(Exception):
    """There are more addresses than any company page needs."""


@dataclass
class CrawlReport:
    """Where it has been, what it counted, and a line (address, what is wrong) for each fault."""

    ask: Ask = field(default_factory=visitor_client)
    seen: set[str] = field(default_factory=set)
    leaving: set[str] = field(default_factory=set)
    faults: list[list[str]] = field(default_factory=list)

    def through(self, *starts: str) -> "CrawlReport":
        """Open every address that can be reached from the starts."""
        waiting = list(starts)
        while waiting:
            address = waiting.pop()
            if address in self.seen:
                continue
            if len(self.seen) >= MOST:
                raise EndlessSite
            self.seen.add(address)
            waiting += self.open(address)
        return self

    def open(self, address: str) -> list[str]:
        """Note what is wrong with one answer; return where it leads within the site."""
        answer = self.ask(address)
        found = READERS[answer.kind](answer.text) if answer.kind else Reading()
        self.note(address, answer, found)
        onward = found.linked | found.loaded | ({answer.location} if answer.location else set())
        return [ours for one in onward if (ours := own_address(address, one))]

    def note(self, address: str, answer: Answer, found: Reading) -> None:
        wrong = [("cookie", name) for name in answer.cookies]
        wrong += [("stripped", name) for name in answer.stripped]
        wrong += [("host", host) for one in sorted(found.loaded) if (host := foreign_host(address, one))]
        wrong += [("unmarked", link) for link in found.unmarked]
        wrong += [("broken", str(answer.status))] if answer.status >= 500 else []
        self.faults += [[kind, address, what] for kind, what in wrong]
        self.leaving |= {anchor.address for anchor in found.leaving}

    def count(self, kind: str) -> int:
        return sum(fault[0] == kind for fault in self.faults)


def crawl() -> Measurement:
    """Walk through the site and keep what was found."""
    pages = [page.url for page in Page.objects.live().filter(depth__gte=2) if page.url]
    walk = CrawlReport().through(*STARTS, *filter(None, (own_address("/", url) for url in pages)))
    figures = {kind: walk.count(kind) for kind in FIGURES}
    return store_measurement(
        CRAWL, figures={**figures, "addresses": len(walk.seen), "leaving": len(walk.leaving)}, faults=walk.faults
    )


def nightly_check() -> Job:
    return Job(name="promises", every=timedelta(days=1), run=check)


def check() -> None:
    verify_chains()
    crawl()
