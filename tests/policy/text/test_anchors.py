"""Permanent addresses of clauses: filled once, kept for ever."""

from policy.pages import PolicyPage
from tests.policy.drafting import good_draft, saved


def refill(page: PolicyPage, index: int, heading: str) -> str:
    page.clauses[index].value["anchor"] = ""
    page.clauses[index].value["heading"]["en"] = heading
    saved(page)
    return str(page.clauses[index].value["anchor"])


def test_an_empty_anchor_comes_from_the_english_heading(policy_page: PolicyPage) -> None:
    page = good_draft()
    page.clauses.append(("clause", {"heading": {"ja": "保存期間", "en": "How long we keep it"}}))
    saved(page)
    assert page.clauses[-1].value["anchor"] == "how-long-we-keep-it"


def test_no_two_clauses_share_one(policy_page: PolicyPage) -> None:
    page = good_draft()
    page.clauses.append(("clause", {"heading": {"ja": "窓口", "en": "Desk"}}))
    saved(page)
    assert page.clauses[-1].value["anchor"] == "desk-2"


def test_a_promulgated_clause_gets_its_own_anchor_back(policy_page: PolicyPage) -> None:
    assert refill(good_draft(), 0, "Quite another heading") == "purpose"


def test_a_clause_without_english_heading_waits(policy_page: PolicyPage) -> None:
    page = good_draft()
    page.clauses.append(("clause", {"heading": {"ja": "保存期間", "en": ""}}))
    saved(page)
    assert page.clauses[-1].value["anchor"] == ""
