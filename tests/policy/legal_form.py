"""A draft in the form of statutes: articles with paragraphs, a table, and supplementary provisions with their own."""

from typing import Any

from policy.demo.writing import both, clause, item
from policy.pages import PolicyPage
from policy.text.numbering import ARTICLE
from tests.policy.drafting import good_draft

HEADINGS = {"ja": ("書類", "期間"), "en": ("Record", "Period")}
CELLS = {"ja": (("申込書", "三年"), ("手紙", "二年")), "en": (("Orders", "three years"), ("Letters", "two years"))}
CAPTION = {"ja": "保存期間", "en": "Retention periods"}


def table(language: str) -> dict[str, Any]:
    """Return a table of two columns and two rows as StreamField stores it."""
    return {
        "caption": CAPTION[language],
        "columns": [{"type": "text", "heading": heading} for heading in HEADINGS[language]],
        "rows": [{"values": list(row)} for row in CELLS[language]],
    }


def head(anchor: str = "supplementary-provisions", dated: str = "2027-04-01") -> dict[str, Any]:
    """Return the head of supplementary provisions."""
    block = clause(anchor, ("附則", "Supplementary provisions"), lead=("", ""))
    del block["value"]["shows_desk"]
    block["value"] |= {"tables": [], "dated": dated}
    return {**block, "type": "supplement"}


def article_draft() -> PolicyPage:
    """Return an unsaved draft that may be published: the demo's text as articles, with all that they can hold.

    Article 6 has two paragraphs, the first with an item of its own; article 1 has a table and refers to both.
    """
    page = good_draft()
    page.clause_form = ARTICLE
    rows = page.clauses.get_prep_value()
    purpose, statistics = rows[0]["value"], rows[5]["value"]
    statistics["lead"] = both(("", ""))
    lines = (
        item(("集計します。", "We count."), ("閲覧の数", "views")),
        item(("個人は含みません。", "It names nobody.")),
    )
    statistics["items"] = lines
    purpose["tables"] = [{language: table(language) for language in ("ja", "en")}]
    names = ("[[statistics:2]]", "[[statistics:1:1]]", "[[start]]")
    purpose["closing"] = both((f"{'、'.join(names)}のとおりです。", f"As in {', '.join(names)}."))
    page.clauses = rows
    start = clause("start", ("施行期日", "Effect"), lead=("公布の日から施行します。", "It is in force at once."))
    page.supplements = [head(), start]
    return page
