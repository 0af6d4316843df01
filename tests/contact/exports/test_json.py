"""JSON holds what was written, unaltered, and times with their zone."""

from collections.abc import Callable
from typing import Any

from contact.models import ExportFormat, Inquiry
from tests.contact.exports.exporting import FORMULAS, exported, json_rows, rewrite
from tests.contact.visit import Visit


def test_nothing_is_altered(inquiry: Inquiry, desk: Any) -> None:
    for text in [*FORMULAS, "字" * 40_000, "0312345678"]:
        rewrite(inquiry, message=text)
        row = json_rows(exported(ExportFormat.JSON, [inquiry], desk))[0]
        assert row["message"]["value"] == text


def test_times_have_their_zone_and_codes_stay_codes(visit: Callable[..., Visit], clock: Any, desk: Any) -> None:
    clock.set("2026-12-01 00:30")
    row = json_rows(exported(ExportFormat.JSON, [visit().send_all()], desk))[0]
    assert row["received"] == "2026-12-01T00:30:00+09:00"
    assert (row["status"], row["language"], row["closed"]) == ("new", "ja", None)
