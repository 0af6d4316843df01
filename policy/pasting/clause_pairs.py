"""Finds which clause of one language is which of the other: by choice, number, heading, references; last by position.

A match by position alone is only made between neighbours that are certain, and always says so.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

REFERENCES = re.compile(r"(?:第 ?|\b(?:item|article|section|clause) )(\d{1,3})", re.I)
# Subjects of clauses, as Japanese and as English headings name them.
SUBJECTS = [
    (re.compile(ja, re.I), re.compile(en, re.I))
    for ja, en in (
        ("目的|利用", r"purpose|\buse|using"),
        ("取得|収集", "collect|acqui|obtain|gather"),
        ("安全|セキュリティ", "secur|safe"),
        ("第三者|提供", "third|disclos|provi|shar|pass"),
        ("委託", "outsourc|entrust|processor|contractor"),
        ("共同", "joint"),
        ("開示|訂正|停止|請求", "request|access|correct|rights"),
        ("クッキー|cookie", "cookie"),
        ("窓口|問い?合わ?せ|連絡先|相談", "desk|contact|inquir|enquir|reach|whom"),
        ("改定|変更|改正|見直し", "revis|chang|amend|updat"),
        ("定義|用語", "defin|words"),
        ("適用|範囲", "scope|appl"),
        ("保存|保管|期間", "retention|retain|keep|storage|period"),
        ("廃棄|消去|削除", "eras|delet|dispos"),
        ("法令|遵守", "laws?\\b|complian|legal"),
        ("責任者|管理者|体制", "officer|responsib|organi"),
        ("教育|研修", "train|educat"),
        ("著作権", "copyright"),
        ("免責", "disclaim|liab"),
        ("管轄|準拠", "jurisdiction|governing"),
        ("未成年|子ども|児童", "child|minor"),
        ("海外|外国|国外", "abroad|overseas|foreign|international"),
        ("附則", "supplement|transitional provisions"),
        ("別表|別紙", "schedule|annex|appendix"),
        ("施行", "effective|force|commence"),
        ("経過", "transition"),
    )
]


class Basis(Enum):
    """What a pair rests on."""

    CHOSEN = _("chosen by hand")
    HEADING = _("same heading as in the draft")
    NUMBER = _("same number")
    SUBJECT = _("headings of one subject")
    REFERENCES = _("same references")
    POSITION = _("position alone: please check")
    NONE = _("no counterpart was found")


@dataclass(frozen=True)
class ClauseSide:
    """A clause of one language for matching: its key in forms, number, heading and text."""

    key: str
    number: object
    heading: str
    text: str = ""
    twin: str = ""  # the heading that the draft pairs with this one


Agrees = Callable[[ClauseSide, ClauseSide], bool]


@dataclass
class Matching:
    """The pairs found so far, by place."""

    left: Sequence[ClauseSide]
    right: Sequence[ClauseSide]
    pairs: dict[int, int] = field(default_factory=dict)
    basis: dict[int, Basis] = field(default_factory=dict)

    def add(self, left: int, right: int, basis: Basis) -> None:
        if left not in self.pairs and right not in self.pairs.values():
            self.pairs[left], self.basis[left] = right, basis

    def free(self) -> tuple[list[int], list[int]]:
        """Return the places on both sides that have no counterpart yet; what was chosen to have none is not free."""
        taken = set(self.pairs.values())
        lefts = [place for place in range(len(self.left)) if place not in self.basis]
        return lefts, [place for place in range(len(self.right)) if place not in taken]


def matched(left: Sequence[ClauseSide], right: Sequence[ClauseSide], chosen: Mapping[str, str]) -> Matching:
    """Return which sides belong together; `chosen` names by key what a person has set ("none": no counterpart)."""
    found = Matching(left, right)
    keys = [one.key for one in right]
    for place, one in enumerate(left):
        wish = chosen.get(one.key, "")
        if wish in keys:
            found.add(place, keys.index(wish), Basis.CHOSEN)
        elif wish == "none":
            found.basis[place] = Basis.CHOSEN
    same(found, lambda one, other: bool(one.twin) and one.twin == other.heading, Basis.HEADING)
    differ = [place for place, a in enumerate(left) for b in right if same_number(a, b) and disagree(a, b)]
    certain = {one.key for one in left[: min(differ, default=len(left))]}
    same(found, lambda a, b: same_number(a, b) and fits(a, b, a.key in certain), Basis.NUMBER)
    same(found, lambda a, b: bool(subjects(a.heading) & subjects(b.heading)), Basis.SUBJECT)
    by_references(found)
    by_position(found)
    return found


def same(found: Matching, agrees: Agrees, basis: Basis) -> None:
    """Add the pairs that agree, where each side agrees with one of the other only."""
    lefts, rights = found.free()
    table = {a: [b for b in rights if agrees(found.left[a], found.right[b])] for a in lefts}
    for a, others in table.items():
        if len(others) == 1 and sum(1 for those in table.values() if others[0] in those) == 1:
            found.add(a, others[0], basis)


def fits(a: ClauseSide, b: ClauseSide, is_certain: bool) -> bool:
    """Return whether the same number is enough: from the first that disagrees with its heading on, headings decide."""
    return not disagree(a, b) if is_certain else bool(subjects(a.heading) & subjects(b.heading))


def same_number(a: ClauseSide, b: ClauseSide) -> bool:
    return bool(a.number) and a.number == b.number


def subjects(heading: str) -> frozenset[int]:
    return frozenset(place for place, pair in enumerate(SUBJECTS) if any(one.search(heading) for one in pair))


def disagree(a: ClauseSide, b: ClauseSide) -> bool:
    mine, other = subjects(a.heading), subjects(b.heading)
    return bool(mine and other and not mine & other)


def by_references(found: Matching) -> None:
    """Add the pairs whose texts name the same clauses."""
    lefts, rights = found.free()
    mine = {a: frozenset(REFERENCES.findall(found.left[a].text)) for a in lefts}
    other = {b: frozenset(REFERENCES.findall(found.right[b].text)) for b in rights}
    for a, named in mine.items():
        those = [b for b in rights if other[b] == named]
        if named and len(those) == 1 and list(mine.values()).count(named) == 1 and not_opposed(found, a, those[0]):
            found.add(a, those[0], Basis.REFERENCES)


def not_opposed(found: Matching, a: int, b: int) -> bool:
    return not disagree(found.left[a], found.right[b])


def by_position(found: Matching) -> None:
    """Add neighbours of certain pairs, where as many are left on both sides between two of those."""
    for lefts, rights in gaps(found):
        if len(lefts) == len(rights):
            for a, b in zip(lefts, rights, strict=True):
                if not_opposed(found, a, b):
                    found.add(a, b, Basis.POSITION)


def gaps(found: Matching) -> Iterator[tuple[list[int], list[int]]]:
    """Yield what is free on both sides between two pairs that follow one another."""
    lefts, rights = found.free()
    ends = [(-1, -1), *sorted(found.pairs.items()), (len(found.left), len(found.right))]
    for (a, b), (next_a, next_b) in pairwise(ends):
        yield [one for one in lefts if a < one < next_a], [one for one in rights if b < one < next_b]
