"""Lines of a pasted text are moved by hand, up, down, in and out, before anything is saved."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.pasting.doubts import Doubt
from policy.pasting.moving import moved
from policy.pasting.notes import understood
from policy.pasting.parsing import pieces_of
from tests.policy.pasting.outline import clause_lines

TEXT = "1. Use\nWe answer.\n(a) letters\n(b) parcels\nPage 1 of 2\n2. Desk\nCall us.\nWrite to us.\n"


def after(moves: str, text: str = TEXT) -> list[str]:
    parsed = understood([row.piece for row in moved(pieces_of(text), moves)])
    return [line for clause in parsed.clauses for line in clause_lines(clause)]


@pytest.mark.parametrize(
    "moves, lines",
    [
        ("", ["# Use", "We answer.", "- letters", "- parcels", "# Desk", "Call us.", "Write to us."]),
        ("4.0:in", ["# Use", "We answer.", "- letters", "-- parcels", "# Desk", "Call us.", "Write to us."]),
        ("4.0:out", ["# Use", "We answer.", "- letters", "> (b) parcels", "# Desk", "Call us.", "Write to us."]),
        ("4.0:up", ["# Use", "We answer.", "- parcels", "- letters", "# Desk", "Call us.", "Write to us."]),
        ("3.0:down", ["# Use", "We answer.", "- parcels", "- letters", "# Desk", "Call us.", "Write to us."]),
        ("6.0:in", ["# Use", "We answer.", "- letters", "- parcels", "> 2. Desk", "> Call us.", "> Write to us."]),
        ("7.0:in", ["# Use", "We answer.", "- letters", "- parcels", "# Desk", "- Call us.", "> Write to us."]),
        ("8.0:out", ["# Use", "We answer.", "- letters", "- parcels", "# Desk", "Call us.", "# Write to us."]),
        (
            "5.0:in",
            ["# Use", "We answer.", "- letters", "- parcels", "> Page 1 of 2", "# Desk", "Call us.", "Write to us."],
        ),
        ("8.0:out 8.0:out", ["# Use", "We answer.", "- letters", "- parcels", "# Desk", "Call us."]),
        ("6.0:in 6.0:out", ["# Use", "We answer.", "- letters", "- parcels", "# Desk", "Call us.", "Write to us."]),
    ],
)
def test_a_move_puts_a_line_where_it_belongs(moves: str, lines: list[str]) -> None:
    assert after(moves) == lines


def test_a_joined_line_is_set_apart() -> None:
    text = "1. Use\n(1) letters\nOf all kinds.\n(2) parcels\n2. Desk\nCall us.\n"
    assert "- letters Of all kinds." in after("", text)
    assert after("3.0:out", text)[1:4] == ["- letters", "- Of all kinds.", "- parcels"]


KEYS = [f"{number}.{nth}" for number in range(1, 10) for nth in (0, 1)]
MOVES = st.lists(
    st.tuples(
        st.sampled_from(KEYS),
        st.sampled_from(["up", "down", "in", "out"]),
    ),
    max_size=30,
).map(lambda found: " ".join(f"{key}:{act}" for key, act in found))


@settings(database=None, deadline=None, max_examples=200)
@given(MOVES)
def test_no_move_loses_a_letter(moves: str) -> None:
    def letters(rows: list[str]) -> list[str]:
        return sorted("".join("".join(rows).split()))

    before = [piece.mark + piece.text + piece.tail for piece in pieces_of(TEXT)]
    rows = moved(pieces_of(TEXT), moves)
    assert letters([row.piece.mark + row.piece.text + row.piece.tail for row in rows]) == letters(before)
    understood([row.piece for row in rows])


def test_a_moved_line_says_so() -> None:
    assert [row.piece.doubt for row in moved(pieces_of(TEXT), "4.0:in")][3] is Doubt.MOVED
