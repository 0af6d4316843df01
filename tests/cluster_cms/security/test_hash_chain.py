"""The mechanism of the hash chains: what a hash covers, and what a change, a gap and a broken link look like."""

import hashlib
from dataclasses import dataclass, replace

from cluster_cms.security.hash_chain import GENESIS, CheckedRow, check, link


@dataclass(frozen=True)
class SampleRow:
    """A row of a chain in memory."""

    position: int
    words: str
    previous_hash: str
    row_hash: str

    def payload(self) -> dict[str, str]:
        return {"words": self.words}


def chain() -> list[SampleRow]:
    """Return a whole chain of three rows."""
    rows, previous_hash = [], GENESIS
    for position, words in enumerate(("one", "二", "three"), 1):
        row_hash = link(previous_hash, {"words": words})
        rows.append(SampleRow(position, words, previous_hash, row_hash))
        previous_hash = row_hash
    return rows


def faults(rows: list[SampleRow]) -> list[tuple[int, int, bool, bool]]:
    return [(found.row.position, found.missing, found.linked, found.unchanged) for found in check(rows) if ill(found)]


def ill(found: CheckedRow[SampleRow]) -> bool:
    return bool(found.missing) or not found.linked or not found.unchanged


def test_a_hash_covers_the_previous_hash_and_the_canonical_payload() -> None:
    content = f'{GENESIS}{{"a":"二","b":[1,null]}}'.encode()
    assert link(GENESIS, {"b": [1, None], "a": "二"}) == hashlib.sha256(content).hexdigest()


def test_a_whole_chain_has_no_fault() -> None:
    assert faults(chain()) == []


def test_a_changed_payload_is_found() -> None:
    first, second, third = chain()
    assert faults([first, replace(second, words="2"), third]) == [(2, 0, True, False)]


def test_a_changed_payload_with_a_new_hash_breaks_the_link_of_the_next_row() -> None:
    first, second, third = chain()
    forged = replace(second, words="2", row_hash=link(second.previous_hash, {"words": "2"}))
    assert faults([first, forged, third]) == [(3, 0, False, True)]


def test_a_hash_that_is_none_is_found() -> None:
    first, second, third = chain()
    assert faults([first, second, replace(third, row_hash="改")]) == [(3, 0, True, False)]


def test_missing_rows_are_counted_also_before_the_first() -> None:
    first, _second, third = chain()
    assert faults([first, third]) == [(3, 1, True, True)]
    assert faults([third]) == [(3, 2, True, True)]
