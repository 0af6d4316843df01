"""Blocks of the company: what depends on the day, on the language and on the page."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation
from wagtail.blocks import Block
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Page, PageViewRestriction

from cluster_cms.blocks.explaining import faq_page
from cluster_cms.blocks.gallery import VideoBlock
from cluster_cms.blocks.story import sections
from cluster_cms.clock import today
from cluster_cms.pages.media import CustomDocument
from home.blocks.company_story import CompanyStoryBlock
from home.blocks.works_and_jobs import JobBlock
from home.blocks.years_and_people import HistoryBlock
from tests.infrastructure.cast import take_down

STORY = CompanyStoryBlock()
DAY = timedelta(days=1)


def stream(*items: tuple[str, Any]) -> Any:
    return STORY.to_python(
        [{"type": kind, "value": value, "id": f"{place:08}-0"} for place, (kind, value) in enumerate(items)]
    )


def shown(name: str, value: dict[str, Any]) -> str:
    block: Block = STORY.child_blocks[name]
    with translation.override("en"):
        return str(block.render(block.to_python(value)))


def test_an_expired_certificate_stays_and_says_so() -> None:
    row = {"standard": "ISO 9001", "scope": "s", "number": "Q-1", "body": "b", "until": str(today() - DAY)}
    page = shown("certificates", {"caption": "c", "certificates": [row]})
    assert "Q-1" in page
    assert "grain--stale" in page
    assert "Expired" in page


@pytest.mark.parametrize("days, closed", [(-1, True), (0, False), (1, False), (None, False)])
def test_a_vacancy_closes_the_day_after_its_last(days: int | None, closed: bool) -> None:
    closes = None if days is None else str(today() + days * DAY)
    job = JobBlock().to_python({"title": "t", "place": "p", "text": "x", "conditions": [], "closes": closes})
    assert job.closed is closed
    assert ("no applications any more" in shown("jobs", {"jobs": [dict(job)]})) is closed


def test_the_history_names_the_era_on_japanese_pages_alone() -> None:
    value = HistoryBlock().to_python({"events": [{"year": 2019, "month": 5, "text": "x"}]})
    with translation.override("ja"):
        japanese = HistoryBlock().render(value)
    value = HistoryBlock().to_python({"events": [{"year": 2019, "month": 5, "text": "x"}]})
    with translation.override("en"):
        english = HistoryBlock().render(value)
    assert ("令和元年" in japanese, "令和" in english, 'datetime="2019-05"' in english) == (True, False, True)


def test_search_engines_get_the_questions_of_a_page_without_markup() -> None:
    question = {"question": "Free?", "answer": "<p>Up to <b>100 g</b>.</p><script>"}
    body = stream(("text", "<p>a</p>"), ("faq", {"questions": [question]}), ("faq", {"questions": [question]}))
    [found] = faq_page(body)
    assert found["@type"] == "FAQPage"
    assert [one["acceptedAnswer"]["text"].strip() for one in found["mainEntity"]] == ["Up to 100 g."] * 2
    assert faq_page(stream(("text", "<p>a</p>"))) == []


def test_the_first_answer_of_a_page_stands_open_and_each_has_an_anchor(database: None) -> None:
    question = {"type": "item", "id": "0123456789", "value": {"question": "Free?", "answer": "<p>Yes</p>"}}
    page = STORY.render(stream(*[("faq", {"questions": [question, question]})] * 2))
    assert page.count('<details class="qa"') == 4
    assert page.count(" open>") == 1
    assert page.count('id="answer-01234567"') == 4


def test_contents_link_to_every_heading_under_the_same_anchor(database: None) -> None:
    body = stream(("contents", None), ("heading", {"title": "One"}), ("heading", {"title": "Two"}))
    page = STORY.render(body)
    anchors = [section.anchor for section in sections(body) if section.heading]
    assert [page.count(f'href="#{anchor}"') == page.count(f'id="{anchor}"') == 1 for anchor in anchors] == [True, True]


def test_a_video_is_refused_that_is_none(database: None) -> None:
    file = CustomDocument.objects.create(title="x", file="documents/x.pdf")
    block = VideoBlock()
    value = block.to_python({"title": "t", "video": file.pk, "captions": file.pk, "text": "t"})
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert set(refused.value.block_errors) == {"video", "captions"}
    assert "MP4" in str(refused.value.block_errors["video"])


def test_only_public_pages_are_listed_below_their_parent_and_as_related(database: None) -> None:
    above = Page.objects.get(slug="business-outline", locale__language_code="en").specific
    public, draft, closed = [page.specific for page in above.get_children()[:3]]
    take_down(draft)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    below = STORY.child_blocks["children"].get_context({"pictures": False}, {"page": above})["rows"]
    assert public in below
    assert not {draft, closed} & set(below)
    with translation.override("en"):
        related = STORY.child_blocks["related"].get_context({"pages": [public, draft, None]})["rows"]
    assert related == [public]


def test_a_case_tells_numbers_before_and_after_in_words_too() -> None:
    figure = {"label": "mean", "before": "5.9", "after": "0.8", "unit": "µm"}
    value = {"field": "f", "problem": "<p>p</p>", "done": "<p>d</p>", "result": "<p>r</p>", "figures": [figure]}
    assert '5.9<small aria-hidden="true">→</small><span class="sr-only"> to </span> 0.8' in shown("case", value)


def test_a_statement_stands_with_its_state_and_its_date() -> None:
    row = {"subject": "RoHS", "state": "partly", "text": "x", "stated_on": str(date(2026, 10, 1))}
    page = shown("statements", {"caption": "c", "statements": [row]})
    assert "Partly met" in page
    assert "1 October 2026" in page
