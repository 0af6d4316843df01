"""How far the crawl under way has come, in the database, so that any worker can go on with it."""

from collections.abc import Iterable

from django.db import models, transaction
from django.db.models import QuerySet

from cluster_cms import clock
from cluster_cms.security.hash_chain import sha256

BATCH = 500  # rows in one statement
LOST = "lost"  # kind of fault: words that were a link to a page that is gone


class AddressState(models.TextChoices):
    """What became of an address; `read` is a visited one that answered with a page."""

    WAITING = "waiting"
    VISITED = "visited"
    READ = "read"
    OUTBOUND = "outbound"


class CrawlAddress(models.Model):
    """An address that the crawl under way has met: one of this site, or an outbound link."""

    digest = models.CharField(max_length=64, primary_key=True)  # an address may be longer than an index allows
    address = models.TextField()
    state = models.CharField(max_length=10, choices=AddressState, db_index=True)
    met_at = models.DateTimeField(default=clock.now)
    faults = models.JSONField(default=list)  # [kind, address, detail] of each
    met_on = models.TextField(default="")  # the first page that links to it; empty: the crawl began here

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.address


def meet(addresses: Iterable[str], *, state: AddressState = AddressState.WAITING, met_on: str = "") -> None:
    """Add the addresses that the crawl has not met yet."""
    rows = [
        CrawlAddress(digest=digest(address, state), address=address, state=state, met_on=met_on)
        for address in set(addresses)
    ]
    CrawlAddress.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)


def digest(address: str, state: AddressState) -> str:
    """Return the key of an address; an outbound link is kept apart from an address of this site."""
    kind = "out" if state == AddressState.OUTBOUND else "own"
    return sha256(f"{kind} {address}".encode(errors="surrogatepass"))


def waiting() -> "QuerySet[CrawlAddress]":
    return CrawlAddress.objects.filter(state=AddressState.WAITING)


@transaction.atomic
def keep_visit(
    address: str, *, read: bool, faults: list[list[str]], own: Iterable[str], outbound: Iterable[str]
) -> None:
    """Keep what a visit has found: its faults, and the addresses to which the page refers."""
    meet(own, met_on=address)
    meet(outbound, state=AddressState.OUTBOUND, met_on=address)
    state = AddressState.READ if read else AddressState.VISITED
    pk = digest(address, AddressState.WAITING)
    CrawlAddress.objects.filter(pk=pk).update(state=state, faults=faults)


def counts() -> dict[str, int]:
    """Return how many addresses are in each state."""
    found = CrawlAddress.objects.values_list("state").annotate(models.Count("pk"))
    return {state: 0 for state in AddressState.values} | dict(found)


def all_faults() -> list[list[str]]:
    """Return every fault so far, ordered; what editors lost is none of the site's."""
    rows = CrawlAddress.objects.exclude(faults=[]).values_list("faults", flat=True)
    return sorted(fault for row in rows for fault in row if fault[0] != LOST)


def broken_links() -> list[list[str]]:
    """Return ["link", address, page that links to it] of each address that does not answer as it should.

    Of a link whose page is gone, which is shown as plain words, it returns the words in place of the address.
    """
    rows = list(CrawlAddress.objects.exclude(faults=[]).values_list("address", "met_on", "faults"))
    broken = [
        ["link", address, met_on]
        for address, met_on, faults in rows
        if met_on and any(x[0] == "broken" for x in faults)
    ]
    lost = [["link", f"“{words}”", page] for _a, _m, faults in rows for kind, page, words in faults if kind == LOST]
    return sorted(broken + lost)
