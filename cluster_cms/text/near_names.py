"""Finds the names that are like one that was asked for, among thousands in a few milliseconds."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Generic, TypeVar
from unicodedata import normalize

T = TypeVar("T")

MOST_COMPARED = 50  # names that difflib looks at, which is slow: those with the most pairs of letters in common
LONGEST = 60  # characters of a name
SHORTEST = 3  # letters and digits by which the beginning of a part number is found


def folded(name: str) -> str:
    """Return a name as it is looked up: in any width and case, with or without hyphens, blanks and slashes."""
    return "".join(filter(str.isalnum, normalize("NFKC", name).casefold()))


def beginnings(number: str) -> Iterator[str]:
    """Yield the beginnings of a part number from the start of each of its parts, with hyphens and without."""
    for part in re.finditer(r"[^\W_]+", number):
        for whole in (number[part.start() :], "".join(filter(str.isalnum, number[part.start() :]))):
            ends = [at for at in range(1, len(whole) + 1) if whole[at - 1].isalnum()]
            yield from (whole[:at] for at in ends[SHORTEST - 1 :])


def pairs(name: str) -> set[str]:
    return {name[place : place + 2] for place in range(len(name) - 1)}


class NearNames(Generic[T]):
    """Names, each with what it is the name of; of two that are alike the first counts."""

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        self.things: dict[str, T] = {}
        self.with_pair: dict[str, list[str]] = defaultdict(list)
        for name, thing in names:
            spelled = folded(name)[:LONGEST]
            if spelled and spelled not in self.things:
                self.things[spelled] = thing
                for pair in pairs(spelled):
                    self.with_pair[pair].append(spelled)

    def find(self, asked: str, most: int) -> list[T]:
        """Return the things of the same name, then of names that hold what was asked, then of similar ones."""
        wanted = self.wanted(asked)
        same = [wanted] if wanted in self.things else []
        holding = [name for name in self.things if wanted in name] if len(wanted) > 2 else []
        holding.sort(key=len)
        found = [self.things[name] for name in [*same, *holding[:most]]]
        return list(dict.fromkeys([*found, *self.close(asked, most, 0.6)]))[:most]

    def close(self, asked: str, most: int, alike: float) -> list[T]:
        """Return the things of similar names, the nearest first; `alike` is the least likeness, 0 to 1 (difflib)."""
        wanted = self.wanted(asked)
        return [self.things[name] for name in get_close_matches(wanted, self.candidates(wanted), n=most, cutoff=alike)]

    def knows(self, asked: str) -> bool:
        return self.wanted(asked) in self.things

    @staticmethod
    def wanted(asked: str) -> str:
        return folded(asked[: 2 * LONGEST])[:LONGEST]

    def candidates(self, wanted: str) -> list[str]:
        common = Counter[str]()
        for pair in pairs(wanted):
            common.update(self.with_pair.get(pair, ()))
        return [name for name, _count in common.most_common(MOST_COMPARED)]
