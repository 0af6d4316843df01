"""Clauses keep their identity: moved, renumbered, split, new and removed ones are distinguished."""

from copy import deepcopy

from cluster_cms.comparison.text_diff import MarkKind
from policy.comparison.comparing import Comparison, compare_documents
from policy.comparison.matching import longest_increasing
from policy.comparison.sections import Label, Part, Section
from policy.text.canonical import Document
from tests.policy.comparison.samples import COOKIES, DESK, OLD, PURPOSE, SECURITY
from tests.policy.comparison.writing import IDENTITY, clause, document, item


def compared(*clauses: Document, old: list[Document] = OLD, language: str = "ja") -> Comparison:
    return compare_documents(document(*old), document(*clauses), language)


def section(comparison: Comparison, anchor: str) -> Section:
    return next(one for one in comparison.sections if one.here and one.here.anchor == anchor)


def labels(comparison: Comparison) -> dict[str, Label]:
    return {one.here.anchor: one.label for one in comparison.sections if one.here}


def test_a_clause_renumbered_by_an_insertion_is_unchanged(language: str) -> None:
    added = clause("children", ("未成年の方", "Children"), ("保護者の同意を得てください。", "Ask your parents."))
    result = compared(PURPOSE, added, SECURITY, COOKIES, DESK, language=language)
    assert labels(result) == {
        "purpose": Label.UNCHANGED,
        "children": Label.NEW,
        "security": Label.UNCHANGED,
        "cookies": Label.UNCHANGED,
        "desk": Label.UNCHANGED,
    }
    assert section(result, "security").renumbered
    assert not section(result, "purpose").renumbered


def test_only_the_clause_that_left_its_place_has_moved(language: str) -> None:
    result = compared(DESK, PURPOSE, SECURITY, COOKIES, language=language)
    assert [anchor for anchor, label in labels(result).items() if label == Label.MOVED] == ["desk"]
    assert not section(result, "desk").changed
    assert section(result, "cookies").label == Label.UNCHANGED


def test_a_moved_clause_may_have_changed_as_well() -> None:
    revised = deepcopy(DESK)
    revised["lead"]["ja"] = ["次の窓口で、いつでも承ります。"]
    desk = section(compared(revised, PURPOSE, SECURITY, COOKIES), "desk")
    assert desk.badges == (Label.MOVED, Label.CHANGED)


def test_a_removed_clause_stands_where_it_stood(language: str) -> None:
    result = compared(PURPOSE, COOKIES, DESK, language=language)
    assert list(labels(result)) == ["purpose", "security", "cookies", "desk"]
    assert section(result, "security").label == Label.REMOVED
    assert section(result, "cookies").label == Label.UNCHANGED


def test_the_longest_increasing_order_is_found() -> None:
    assert longest_increasing([3, 0, 1, 4, 2, 5]) == [1, 2, 4, 5]
    assert longest_increasing([]) == []
    assert len(longest_increasing([4, 3, 2, 1])) == 1


def test_an_inserted_item_leaves_its_neighbours_alone(language: str) -> None:
    revised = deepcopy(SECURITY)
    revised["items"].insert(1, item(("書類を施錠して保管します。", "Papers are kept locked.")))
    units = section(compared(PURPOSE, revised, COOKIES, DESK, language=language), "security").units
    assert [unit.here.number for unit in units if unit.old is None] == [{"ja": "(2)", "en": "(b)"}[language]]
    assert [unit.here.text for unit in units if unit.renumbered] == [
        {"ja": "技術的な措置", "en": "Technology:"}[language]
    ]
    assert sum(unit.changed for unit in units) == 1


def test_a_revised_sub_item_is_compared_with_its_former_self() -> None:
    revised = deepcopy(SECURITY)
    revised["items"][1]["subitems"][1]["text"]["ja"] = "閲覧の記録と点検"
    units = section(compared(PURPOSE, revised, COOKIES, DESK), "security").units
    (changed,) = [unit for unit in units if unit.changed]
    assert [(run.kind, run.text) for run in changed.runs] == [(MarkKind.SAME, "閲覧の記録"), (MarkKind.ADDED, "と点検")]
    assert changed.here.number == "イ"


def test_a_paragraph_written_anew_stands_beside_the_one_it_replaces(language: str) -> None:
    revised = deepcopy(COOKIES)
    revised["lead"] = {"ja": ["必要なページにだけ用い、目的を明記します。"], "en": ["Some pages need them and say so."]}
    (unit,) = section(compared(PURPOSE, SECURITY, revised, DESK, language=language), "cookies").units
    assert unit.old
    assert unit.new
    assert [run.kind for run in unit.runs][:2] == [MarkKind.REMOVED, MarkKind.ADDED]


def test_a_split_clause_names_where_its_words_went(language: str) -> None:
    rest, split = deepcopy(SECURITY), clause("contractors", ("委託", "Contractors"))
    split["lead"], rest["closing"] = rest["closing"], {"ja": [], "en": []}
    result = compared(PURPOSE, rest, split, COOKIES, DESK, language=language)
    gone = next(unit for unit in section(result, "security").units if unit.new is None)
    (come,) = section(result, "contractors").units
    assert gone.elsewhere
    assert come.elsewhere
    names = {"ja": ("第3項", "第2項"), "en": ("Item 3", "Item 2")}
    assert (gone.elsewhere.clause, come.elsewhere.clause) == names[language]
    assert section(result, "contractors").label == Label.NEW


def test_the_place_of_the_desk_is_part_of_the_text() -> None:
    hidden = {**DESK, "shows_desk": False}
    assert section(compared(PURPOSE, SECURITY, COOKIES, hidden), "desk").label == Label.CHANGED


def test_operator_and_desk_are_compared_field_by_field(language: str) -> None:
    identity = deepcopy(IDENTITY)
    identity["desk"]["phone"] = "00-0000-1111"
    result = compare_documents(document(*OLD), document(*OLD, identity=identity), language)
    last = result.sections[-1]
    assert (last.part, last.label) == (Part.IDENTITY, Label.CHANGED)
    assert [(run.kind, run.text) for unit in last.units if unit.changed for run in unit.runs] == [
        (MarkKind.REMOVED, "00-0000-0000"),
        (MarkKind.ADDED, "00-0000-1111"),
    ]


def test_a_clause_without_anchor_is_found_by_its_heading() -> None:
    old = [{**PURPOSE, "anchor": "", "id": ""}, {**SECURITY, "anchor": "", "id": ""}]
    assert set(labels(compared(PURPOSE, SECURITY, old=old)).values()) == {Label.UNCHANGED}
