"""Of a changed page the changed sentences are told, each beside the translation of the old one."""

import pytest
from wagtail.models import Locale, Page

from cluster_cms.comparison.text_diff import Runs
from cluster_cms.security.accounts import User
from cluster_cms.translations.changed_sentences import ChangedSentence, changed_sentences, side_by_side
from cluster_cms.translations.passages import passages
from contact.models import ContactQuestion
from contact.pages import ContactPage
from tests.cluster_cms.translations.writing import JAPANESE_TEXT, both, fresh, text
from tests.infrastructure.cast import live_page

pytestmark = pytest.mark.django_db


def words(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def told(found: list[ChangedSentence]) -> list[tuple[str, str, str]]:
    return [(words(one.old), words(one.new), one.translation) for one in found]


def after(author: User, source_text: str, body: object = None) -> list[ChangedSentence]:
    """Return what changed when the Japanese text became another one."""
    source, translation = both(author)
    old = passages(source)
    source.body = source.body.stream_block.to_python(body or text(source_text))
    return changed_sentences(old, passages(source), passages(translation), "ja")


def test_a_changed_sentence_stands_beside_its_old_translation_alone(marketing: User) -> None:
    found = after(marketing, JAPANESE_TEXT.replace("60分", "45分"))
    assert told(found) == [("樹脂は60分で固まります。", "樹脂は45分で固まります。", "The resin cures in 60 minutes.")]
    assert [run.text for run in found[0].new if run.kind == "added"] == ["45"]


def test_what_was_added_has_no_translation_yet_and_what_was_removed_has_its_old_one(marketing: User) -> None:
    found = after(marketing, "<p>樹脂は60分で固まります。透明です。</p><p>80℃まで使えます。</p>")
    assert told(found) == [("食品には使えません。", "", "Not for use with food."), ("", "80℃まで使えます。", "")]


def test_where_the_sentences_do_not_match_the_whole_passage_is_shown(marketing: User) -> None:
    source, translation = both(marketing)
    old = passages(source)
    translation.body = translation.body.stream_block.to_python(text("<p>Cures in 60 minutes and stays clear.</p>"))
    source.body = source.body.stream_block.to_python(text(JAPANESE_TEXT.replace("60分", "45分")))
    [one] = changed_sentences(old, passages(source), passages(translation), "ja")
    assert (one.translation, one.is_whole) == ("Cures in 60 minutes and stays clear.", True)


def test_a_new_block_takes_no_translation_of_its_neighbour(marketing: User) -> None:
    added = {"type": "text", "id": "b2", "value": "<p>新しい段落です。</p>"}
    found = after(marketing, "", body=[added, *text(JAPANESE_TEXT)])
    assert ("", "新しい段落です。", "") in told(found)
    assert all("60" not in one.translation for one in found)


def test_a_question_of_the_contact_form_is_told_by_its_key(contact_page: ContactPage) -> None:
    english = live_page("contact.contactpage", "en")
    for page, label in ((contact_page, "納期"), (english, "Date of delivery")):
        ContactQuestion.objects.create(page=page, key="delivery", label=label, sort_order=90 + page.pk)
    old = passages(ContactPage.objects.get(pk=contact_page.pk))
    contact_page.questions.filter(key="delivery").update(label="ご希望の納期")
    new = passages(ContactPage.objects.get(pk=contact_page.pk))
    [one] = changed_sentences(old, new, passages(english.specific), "ja")
    assert told([one]) == [("納期", "ご希望の納期", "Date of delivery")]


def test_side_by_side_every_passage_stands_beside_its_translation(marketing: User) -> None:
    source, translation = both(marketing)
    rows = side_by_side(None, passages(source), passages(translation), "ja")
    assert next((words(row.source), row.translation) for row in rows) == ("樹脂", "Resin")
    assert not any(row.is_changed for row in rows)


def test_comments_of_staff_are_no_text_of_the_page(marketing: User) -> None:
    source, _translation = both(marketing)
    source.wagtail_admin_comments.create(user=marketing, text="後で直す", contentpath="title")
    assert all("後で" not in passage.text for passage in passages(fresh(source)))
    assert Locale.objects.count() == 2


def test_the_texts_of_every_page_of_the_demo_can_be_read(database: None) -> None:
    pages = Page.objects.live().filter(depth__gte=2).specific()
    texts = [passage.text for page in pages for passage in passages(page)]
    assert len(texts) > 500
    assert not any("<p>" in one or "CustomImage" in one for one in texts)
