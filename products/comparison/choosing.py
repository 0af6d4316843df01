"""Which products an address asks to compare: known ones once each, in the order of the catalogue, four at most."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from products.catalogue.entries import Catalogue, Entry
from products.comparison.rows import FEWEST, MOST

ITEM, ROWS, DIFFERENT = "item", "rows", "different"
MOST_UNKNOWN = 4  # named on the page


@dataclass(frozen=True)
class Choice:
    """The products of a comparison, those that were too many, and the keys that no product has."""

    entries: tuple[Entry, ...]
    left_over: tuple[Entry, ...] = ()
    unknown: tuple[str, ...] = ()
    only_different: bool = False

    @property
    def is_enough(self) -> bool:
        return len(self.entries) >= FEWEST

    @property
    def keys(self) -> list[str]:
        """Return the keys of the products that are compared."""
        return [entry.key for entry in self.entries]

    @property
    def more(self) -> int:
        """Return how many more products can be added."""
        return MOST - len(self.entries)

    def query(self, *, without: str = "", only_different: bool | None = None) -> str:
        """Return the query of the comparison, or of the same with a product taken out."""
        kept = [*self.entries, *self.left_over]
        keys = [*(entry.key for entry in kept), *self.unknown]
        different = self.only_different if only_different is None else only_different
        pairs = [(ITEM, key) for key in sorted(keys) if key != without]
        return urlencode([*pairs, (ROWS, DIFFERENT)] if different else pairs)


def read_choice(keys: Sequence[str], rows: str, catalogue: Catalogue) -> Choice:
    """Return which products to compare; keys are taken in any width and case."""
    wanted = {key.strip().lower() for key in keys if key.strip()}
    known = [entry for entry in catalogue.entries if entry.key.lower() in wanted]
    unknown = sorted(wanted - {entry.key.lower() for entry in known})
    return Choice(tuple(known[:MOST]), tuple(known[MOST:]), tuple(unknown[:MOST_UNKNOWN]), rows == DIFFERENT)
