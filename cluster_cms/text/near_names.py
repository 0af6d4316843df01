"""Finds the names that are like one that was asked for, among thousands in a few milliseconds."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from unicodedata import normalize

MOST_COMPARED = 50  # names that difflib looks at, which is slow: those with the most pairs of letters in common
LONGEST = 60  # characters of a name


def folded(name: str) -> str:
    """Return a name as it is looked up: in any width and case, with or without hyphens, blanks and slashes."""
    return "".join(filter(str.isalnum, normalize("NFKC", name).casefold()))


def pairs(name: str) -> set[str]:
    return {name[place : place + 2] for place in range(len(name) - 1)}


class NearNames:
    """Names, each of a thing that is known by its number."""

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        self.things: dict[str, int] = {}
        self.with_pair: dict[str, list[str]] = defaultdict(list)
        for name, thing in names:
            spelled = folded(name)[:LONGEST]
            if spelled and spelled not in self.things:
                self.things[spelled] = thing
                for pair in pairs(spelled):
                    self.with_pair[pair].append(spelled)

    def find(self, asked: str, most: int) -> list[int]:
        """Return the things of the same name, then of names that hold what was asked, then of similar ones."""
        wanted = folded(asked[: 2 * LONGEST])[:LONGEST]
        same = [wanted] if wanted in self.things else []
        holding = [name for name in self.things if wanted in name] if len(wanted) > 2 else []
        holding.sort(key=len)
        close = get_close_matches(wanted, self.candidates(wanted), n=most, cutoff=0.6)
        return list(dict.fromkeys(self.things[name] for name in [*same, *holding[:most], *close]))[:most]

    def candidates(self, wanted: str) -> list[str]:
        common = Counter[str]()
        for pair in pairs(wanted):
            common.update(self.with_pair.get(pair, ()))
        return [name for name, _count in common.most_common(MOST_COMPARED)]
