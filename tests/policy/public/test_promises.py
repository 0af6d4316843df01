"""The page of the promises names each clause by its number in the text in force, and says where there is none."""

from copy import deepcopy

from django.test import Client

from policy.ledger.revision_status import promised_clauses
from policy.models.revisions import PolicyRevision
from policy.pages import PolicyPage
from tests.policy.drafting import good_draft, promulgated


def reordered(page: PolicyPage) -> None:
    """Move the clause on cookies to the front and take the one on statistics out."""
    rows = {row["value"]["anchor"]: row for row in page.clauses.raw_data}
    page.clauses = [rows["cookies"], *(row for name, row in rows.items() if name not in ("cookies", "statistics"))]


def test_after_a_new_order_each_promise_names_its_clause(policy_page: PolicyPage, visitor: Client) -> None:
    page = good_draft()
    reordered(page)
    row = promulgated(page)
    assert {promise: number for promise, number, _anchor in promised_clauses(row)} == {
        1: 2, 2: 3, 3: 4, 4: 5, 5: 1, 7: 6, 8: 7, 9: 8,
    }  # fmt: skip
    text = visitor.get("/en/promises/").text
    assert "The policy in force does not speak of this." in text
    assert '#desk">Item 8 of the policy' in text


def test_a_text_of_other_anchors_is_read_by_its_order(policy_page: PolicyPage) -> None:
    row = PolicyRevision.objects.get(number=3)
    text = deepcopy(row.content)
    for number, clause in enumerate(text["clauses"], 1):
        clause["anchor"] = f"article-{number}"
    row.content = text
    assert list(promised_clauses(row))[7] == (8, 8, "article-8")
