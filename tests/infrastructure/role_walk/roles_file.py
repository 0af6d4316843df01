"""Reads docs/roles.csv, which states who may do what, and writes the tables of docs/roles.md from it."""

import csv
from functools import cache
from typing import NamedTuple

from tests.infrastructure.house import ROOT

FILE = ROOT / "docs" / "roles.csv"
# As the columns of the file are called, each with its name in Japanese.
ROLES = {
    "stranger": "来訪者",
    "no group": "所属なし",
    "marketing": "広報",
    "legal": "法務",
    "approver": "承認者",
    "desk": "窓口",
    "privacy officer": "個人情報管理者",
    "superuser": "システム管理者",
}
TITLES = {
    "": ("# Who may do what", ["area", "action", "object", *ROLES]),
    "_ja": ("# だれが何をできるか", ["分野", "操作", "対象", *ROLES.values()]),
}
TEXTS = {
    "": "Made from `docs/roles.csv`; the last column of the file lists the addresses. A test requests every address"
    " as every role, on objects of each kind, and fails when an answer is not what the file says. ● may, blank may not."
    " “No group” is an account without a group; the superuser here is in no group.",
    "_ja": "`docs/roles.csv` から作ります。アドレスはその最後の列にあります。すべてのアドレスを、すべての役割と"
    "対象で試すテストがあり、答えがこの表と違えば失敗します。●はできること、空欄はできないことです。「所属なし」はグループに"
    "入っていないアカウントです。ここの「システム管理者」は、どのグループにも入っていないスーパーユーザーです。",
}


class Right(NamedTuple):
    """A line of the file: what is done, to what, who may, and at which addresses."""

    words: dict[str, str]
    object: str
    roles: frozenset[str]
    addresses: tuple[str, ...]


@cache
def rights() -> tuple[Right, ...]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Right(
                words=row,
                object=row["object"],
                roles=frozenset(role for role in ROLES if row[role]),
                addresses=tuple(row["addresses"].split()),
            )
            for row in csv.DictReader(file)
        )


@cache
def stated() -> dict[tuple[str, str], frozenset[str]]:
    """Return the roles that may, by address and kind of object. Raises ValueError for what is stated twice."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    for right in rights():
        for address in right.addresses:
            if (address, right.object) in found:
                raise ValueError(f"docs/roles.csv states {address} ({right.object}) twice")
            found[address, right.object] = right.roles
    return found


def roles_page() -> str:
    """Return the tables, in English and in Japanese; an area is named in its first line."""
    return "\n\n".join(f"{TITLES[language][0]}\n\n{TEXTS[language]}\n\n{table(language)}" for language in TITLES) + "\n"


def table(language: str) -> str:
    titles = TITLES[language][1]
    lines, before = [titles, ["---"] * 3 + [":-:"] * len(ROLES)], ""
    for right in rights():
        area, action, what = (right.words[name + language] for name in ("area", "action", "object"))
        shown = "" if area == before else area
        lines.append([shown, action, what, *("●" if role in right.roles else "" for role in ROLES)])
        before = area
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
