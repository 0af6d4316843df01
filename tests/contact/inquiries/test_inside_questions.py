"""A colleague without rights at the desk is asked about one inquiry, sees that one, answers, and sees it no more."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cluster_cms import clock
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.privacy.personal_data import Person
from cluster_cms.security.accounts import COLLEAGUE, User
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.inside_questions import QuestionEnded, answer_inside
from contact.models import Inquiry, InsideQuestion, Note, Status, Transfer
from contact.privacy.disclosure import disclosure_of
from contact.retention.erasure import erase_inquiry
from tests.contact.conftest import AtInquiry
from tests.contact.visit import WRITTEN, texts
from tests.infrastructure.cast import SAME_ORIGIN

QUESTION, ANSWER = "CX-210の許容温度は何度ですか。", "85度までです。\n安全率は含みません。"


@pytest.fixture
def engineer(marketing: User) -> User:
    """Somebody without any right at the desk."""
    User.objects.filter(pk=marketing.pk).update(email="engineer@example.com", last_name="技術", first_name="花子")
    marketing.refresh_from_db()
    return marketing


@pytest.fixture
def question(at_inquiry: AtInquiry, engineer: User) -> InsideQuestion:
    at_inquiry.post("ask", colleague=engineer.pk, text=QUESTION)
    return InsideQuestion.objects.get()


@pytest.fixture
def at_work(engineer: User, signed_in: Callable[[Any], Client]) -> Client:
    return signed_in(engineer)


def page_of(question: InsideQuestion) -> str:
    return f"/admin/asked/{question.pk}/"


def ended_by(at: AtInquiry, how: str) -> None:
    stopped = {"restricted_at": clock.now()}
    closed = {"status": Status.CLOSED, "closed_at": clock.now()}
    changes: dict[str, dict[str, Any]] = {"stopped": stopped, "closed": closed, "spam": {"status": Status.SPAM}}
    if how == "withdrawn":
        at.post(f"ask/{InsideQuestion.objects.get().pk}/end")
    else:
        Inquiry.objects.filter(pk=at.inquiry.pk).update(**changes[how])


def test_the_question_is_a_note_recorded_as_inside_the_company(question: InsideQuestion, at_inquiry: AtInquiry) -> None:
    assert (question.note.text, question.note.inquiry_id) == (QUESTION, at_inquiry.inquiry.pk)
    entry = AuditEntry.objects.get(action="inquiry.asked_inside")
    assert f'"colleague":{question.colleague_id}' in entry.data
    assert '"reason":"colleague"' in entry.data
    assert not Transfer.objects.exists()
    assert "社内" in texts(at_inquiry.client.get(at_inquiry.address))


def test_the_colleague_gets_a_mail_with_reference_and_link_alone(
    question: InsideQuestion, mailoutbox: list[Any], settings: Any
) -> None:
    OutboxMail.objects.exclude(kind="inquiry.colleague").delete()
    send_due_mails()
    letter = next(one for one in mailoutbox if one.to == ["engineer@example.com"])
    assert f"{settings.SITE_URL}{page_of(question)}" in letter.body
    assert question.inquiry.reference in letter.subject
    for text in (WRITTEN["name"], WRITTEN["mail"], WRITTEN["company"], "CX-210", QUESTION):
        assert text not in letter.subject + letter.body


def test_the_page_shows_the_matter_without_the_person(question: InsideQuestion, at_work: Client) -> None:
    page = texts(at_work.get(page_of(question)))
    assert QUESTION in page
    assert "CX-210の試料を希望します" in page
    for text in (WRITTEN["name"], WRITTEN["mail"], WRITTEN["company"], WRITTEN["phone"]):
        assert text not in page
    assert AuditEntry.objects.filter(action="inquiry.shown_inside", actor_id=question.colleague_id).count() == 1


def test_contact_data_are_shown_where_the_clerk_ticks_it(
    at_inquiry: AtInquiry, engineer: User, at_work: Client
) -> None:
    at_inquiry.post("ask", colleague=engineer.pk, text=QUESTION, with_contact="on")
    page = texts(at_work.get(page_of(InsideQuestion.objects.get())))
    assert WRITTEN["name"] in page
    assert WRITTEN["mail"] in page


def test_opening_it_again_within_half_an_hour_is_recorded_once(
    question: InsideQuestion, at_work: Client, hour: Any
) -> None:
    for _visit in range(3):
        at_work.get(page_of(question))
    assert AuditEntry.objects.filter(action="inquiry.shown_inside").count() == 1
    hour.forward(minutes=31)
    at_work.get(page_of(question))
    assert AuditEntry.objects.filter(action="inquiry.shown_inside").count() == 2


def test_the_answer_stands_among_the_notes_and_the_clerk_gets_a_mail(
    question: InsideQuestion, at_work: Client, at_inquiry: AtInquiry, desk: User, engineer: User
) -> None:
    page = texts(at_work.post(page_of(question), {"key": str(uuid4()), "text": ANSWER}, follow=True))
    assert "回答を窓口に送りました" in page
    assert "安全率は含みません。" in page
    shown = texts(at_inquiry.client.get(at_inquiry.address))
    assert "安全率は含みません。" in shown
    assert engineer.get_full_name() in shown
    assert OutboxMail.objects.filter(kind="inquiry.colleague", record=f"answered:{desk.pk}").count() == 1


def test_a_second_click_answers_once(question: InsideQuestion, at_work: Client) -> None:
    key = str(uuid4())
    for _click in range(2):
        at_work.post(page_of(question), {"key": key, "text": ANSWER})
    assert Note.objects.count() == 2


def test_an_empty_answer_is_reported(question: InsideQuestion, at_work: Client) -> None:
    assert "回答を書いてください" in texts(at_work.post(page_of(question), {"key": "x", "text": " "}))


@pytest.mark.parametrize("how", ["closed", "stopped", "spam", "withdrawn"])
def test_what_has_ended_is_shown_no_more(
    question: InsideQuestion, at_work: Client, at_inquiry: AtInquiry, engineer: User, how: str
) -> None:
    ended_by(at_inquiry, how)
    page = texts(at_work.get(page_of(question), follow=True))
    assert "この質問は終わりました" in page
    assert QUESTION not in page
    with pytest.raises(QuestionEnded):
        answer_inside(question=question, key=uuid4(), text=ANSWER, actor=engineer)


@pytest.mark.parametrize("how", ["closed", "withdrawn"])
def test_an_answer_that_comes_too_late_keeps_its_words_and_shows_nothing(
    question: InsideQuestion, at_work: Client, at_inquiry: AtInquiry, how: str
) -> None:
    ended_by(at_inquiry, how)
    page = texts(at_work.post(page_of(question), {"key": str(uuid4()), "text": ANSWER}))
    assert "安全率は含みません。" in page
    assert "この質問は終わりました" in page
    assert QUESTION not in page
    assert "CX-210" not in page


def test_a_question_that_is_moved_opens_no_other_inquiry(
    question: InsideQuestion, at_work: Client, visit: Callable[..., Any]
) -> None:
    other = visit().send_all(message="別の件です。")
    Note.objects.filter(pk=question.note_id).update(inquiry=other)
    page = texts(at_work.get(page_of(question), follow=True))
    assert "別の件です" not in page
    assert "この質問は終わりました" in page


def test_the_colleague_sees_nothing_else(question: InsideQuestion, at_work: Client, at_inquiry: AtInquiry) -> None:
    for address in (at_inquiry.address, "/admin/inquiries/", f"{at_inquiry.address}reply/"):
        assert at_work.get(address).headers["Location"] == "/admin/"
    assert question.inquiry.reference in texts(at_work.get("/admin/asked/"))


def test_nobody_else_sees_the_page(question: InsideQuestion, legal: User, signed_in: Callable[[Any], Client]) -> None:
    assert signed_in(legal).get(page_of(question)).headers["Location"] == "/admin/"
    assert question.inquiry.reference not in texts(signed_in(legal).get("/admin/asked/"))
    response = Client(headers=SAME_ORIGIN).get(page_of(question))
    assert response.headers["Location"].startswith("/admin/account/login/")


@pytest.mark.parametrize("wrong", [{"colleague": "0"}, {"colleague": "x"}, {"text": ""}, {"version": "9"}])
def test_a_wrong_question_is_refused_and_kept(at_inquiry: AtInquiry, engineer: User, wrong: dict[str, str]) -> None:
    page = texts(at_inquiry.post("ask", **{"colleague": str(engineer.pk), "text": QUESTION, **wrong}))
    assert "保存していません" in page
    assert wrong.get("text", QUESTION) in page
    assert not InsideQuestion.objects.exists()


def test_who_works_at_the_desk_is_not_asked_that_way(at_inquiry: AtInquiry, privacy_officer: User) -> None:
    at_inquiry.post("ask", colleague=privacy_officer.pk, text=QUESTION)
    assert not InsideQuestion.objects.exists()


def test_questions_and_answers_are_disclosed_only_where_marked_and_go_with_the_inquiry(
    question: InsideQuestion, engineer: User
) -> None:
    answer_inside(question=question, key=uuid4(), text=ANSWER, actor=engineer)
    person = Person(WRITTEN["mail"], opened=frozenset({question.inquiry.reference}))

    def notes() -> int:
        return [part.name for one in disclosure_of(person).inquiries for part in one.parts].count("notes")

    assert notes() == 0
    Note.objects.update(disclosable=True)
    assert notes() == 2
    erase_inquiry(inquiry=question.inquiry, actor=None)
    assert not InsideQuestion.objects.exists()
    assert not Note.objects.exists()
    assert not OutboxMail.objects.filter(kind="inquiry.colleague").exists()


def test_the_person_reads_that_another_office_has_seen_it(question: InsideQuestion, at_work: Client) -> None:
    at_work.get(page_of(question))
    person = Person(WRITTEN["mail"], opened=frozenset({question.inquiry.reference}))
    record = disclosure_of(person).inquiries[0]
    assert "社内の別の部署" in str(record.as_data())


def test_the_group_for_colleagues_opens_the_question_and_nothing_else(
    at_inquiry: AtInquiry, signed_in: Callable[[Any], Client]
) -> None:
    somebody = User.objects.create(username="somebody", email="somebody@example.com")
    somebody.groups.add(Group.objects.get(name=COLLEAGUE))
    at_inquiry.post("ask", colleague=somebody.pk, text=QUESTION)
    client = signed_in(somebody)
    assert QUESTION in texts(client.get(page_of(InsideQuestion.objects.get())))
    for address in (at_inquiry.address, "/admin/inquiries/figures/", "/admin/requests/"):
        assert client.get(address).headers["Location"] == "/admin/"
