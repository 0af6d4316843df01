"""Fills a database with many made-up inquiries, quickly, for benchmarks."""

import uuid
from datetime import timedelta

from django.db import connection

from cluster_cms import clock
from cluster_cms.privacy.models import Purpose
from cluster_cms.text.folding import searchable
from contact.inquiries.receive import remember_questions
from contact.models import Inquiry, InquiryPurpose, SearchText, Status
from contact.search.scanning import build_search_text
from contact.text.answers import Answer
from contact.text.question_kinds import Kind, SubjectKind
from contact.text.references import new_reference

AT_ONCE = 2_000
MESSAGE = "試作品のお見積もりをお願いいたします。図面は別途お送りします。納期と最小数量もお知らせください。" * 4
FOLDED = searchable(MESSAGE)
SUBJECTS = list(SubjectKind)


def fill(count: int) -> None:
    """Add closed inquiries, each about 200 Japanese characters long, one every ten minutes back from now.

    A template that holds as many already (TEST_TEMPLATE names it) is left as it is: filling takes minutes.
    """
    if Inquiry.objects.count() >= count:
        return
    model = Inquiry.objects.select_related("policy_revision").latest("received_at")
    for first in range(0, count, AT_ONCE):
        rows = [made_up(number, model) for number in range(first, min(first + AT_ONCE, count))]
        inquiries = Inquiry.objects.bulk_create(rows)
        collect_for_answering(inquiries)
        SearchText.objects.bulk_create(
            build_search_text(one, text_of(first + place)) for place, one in enumerate(inquiries)
        )
    remember_questions(made_up_answers(0), "ja")
    analyse()


def analyse() -> None:
    """Let PostgreSQL learn how the rows are spread, as it does by itself in the long run; SQLite never does."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def collect_for_answering(inquiries: list[Inquiry]) -> None:
    """Note that inquiries were collected for the first of the purposes, as the form does."""
    purpose = Purpose.objects.earliest("order")
    InquiryPurpose.objects.bulk_create(InquiryPurpose(inquiry=one, purpose=purpose) for one in inquiries)


def made_up(number: int, model: Inquiry) -> Inquiry:
    given = made_up_answers(number)
    at = clock.now() - timedelta(minutes=10 * number)
    return Inquiry(
        reference=new_reference(),
        page_id=model.page_id,
        page_title=model.page_title,
        page_path=model.page_path,
        language="ja" if number % 5 else "en",
        received_at=at,
        due_from=at,
        due_on=(at + timedelta(days=4)).date(),
        read_at=at,
        subject=SUBJECTS[number % len(SUBJECTS)],
        status=Status.CLOSED,
        closed_at=at + timedelta(days=1),
        policy_revision_id=model.policy_revision_id,
        purpose=model.purpose,
        submission_key=uuid.uuid4().hex,
        email_hmac=uuid.uuid4().hex,
        question_keys=["field", "quantity"],
        answers=given,
    )


def text_of(number: int) -> str:
    """Return what a search reads of one of them, folded beforehand: folding 100,000 texts takes long."""
    return f"{FOLDED}{number}\n山田太郎{number}"


def made_up_answers(number: int) -> list[Answer]:
    texts = [
        ("subject", "お問い合わせの種類", "subject", str(SUBJECTS[number % len(SUBJECTS)])),
        ("company", "会社名", Kind.TEXT, f"例示電機{number % 900}株式会社"),
        ("name", "お名前", Kind.TEXT, f"山田 太郎{number}"),
        ("mail", "メールアドレス", Kind.TEXT, f"person{number}@example.com"),
        ("phone", "電話番号", Kind.TEXT, f"0{number:09d}"),
        ("message", "お問い合わせ内容", Kind.LONG_TEXT, f"{MESSAGE}{number}"),
        ("quantity", "ご希望の数量", Kind.NUMBER, str(number % 5000)),
    ]
    found = [Answer(key=key, label=label, kind=str(kind), value=value) for key, label, kind, value in texts]
    return [
        *found,
        Answer(key="field", label="関心のある分野", kind=str(Kind.CHOICES), value=["エポキシ樹脂", "微細成形"]),
    ]
