"""Clipboards in the shape that office programs and browsers write, each with its blocks and its report beside it."""

import json
from itertools import count
from pathlib import Path

import pytest

from cluster_cms.blocks.story import StoryBlock
from cluster_cms.pasting.pasted_blocks import blocks_of, read_clipboard
from cluster_cms.pasting.pieces import Table

CLIPBOARDS = [path for path in sorted(Path(__file__).with_name("clipboards").iterdir()) if path.suffix != ".json"]


@pytest.mark.parametrize("path", CLIPBOARDS, ids=lambda path: path.name)
def test_a_clipboard_becomes_the_blocks_beside_it(path: Path) -> None:
    reading = read_clipboard(path.read_bytes().decode(), is_html=path.suffix == ".html")
    numbers = count(1)
    blocks = blocks_of(reading, lambda _picture, _report: next(numbers))
    report = {change.name: words for change, words in reading.report.words.items()}
    expected = json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8"))
    assert {"blocks": blocks, "report": report} == expected
    assert {block["type"] for block in blocks} <= set(StoryBlock().child_blocks)


def test_there_are_forty_clipboards_and_every_one_is_listed() -> None:
    assert len(CLIPBOARDS) >= 40
    assert all(path.with_name(f"{path.name}.json").exists() for path in CLIPBOARDS)


@pytest.mark.parametrize("around", ["{}", "<div>{}</div>", "<b style='font-weight:normal'>{}</b>", "<ul><li>{}</ul>"])
def test_no_cell_is_lost_or_joined_wherever_a_table_stands(around: str) -> None:
    cells = [[f"{row}.{column}" for column in range(7)] for row in range(9)]
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells)
    reading = read_clipboard(around.format(f"<table>{rows}</table>"), is_html=True)
    assert [piece.rows for piece in reading.pieces if isinstance(piece, Table)] == [cells]


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<",
        "<table>",
        "<table><tr></tr></table>",
        "<td>a</td>",
        "<li>a",
        "<table><tr><td colspan=99999 rowspan=99999>a<td>b</table>",
        "<ol start=x><li>a</ol>",
        "<img>",
        "<img src='data:image/png;base64,%%%'>",
        "<a href>a</a>",
        "<p style=';:;font-weight'>a</p>",
        "<h1></h1>",
        "<div>" * 3000 + "a",
        "<table><tr><td>" * 150 + "a",
        "\0\ufffe<p>\ud7ff</p>",
    ],
)
def test_a_broken_clipboard_is_read_without_an_error(html: str) -> None:
    reading = read_clipboard(html, is_html=True)
    blocks_of(reading, lambda _picture, _report: None)
    assert len(reading.pieces) <= 3


def test_a_table_that_no_page_can_hold_is_named_and_left_out() -> None:
    reading = read_clipboard("<table>" + "<tr><td>a<td>b<td>c" * 501 + "</table>", is_html=True)
    assert not reading.pieces
    assert "501 × 3" in " ".join(reading.report.sentences(left_out=True))
