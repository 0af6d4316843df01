"""Remembers the keys and labels of the questions that were asked, in clear, so that exports know their columns."""

from collections.abc import Iterable

from django.utils.translation import get_language

from contact.models import AskedQuestion, InquiryQuerySet
from contact.text.answers import Answer
from contact.text.question_kinds import CORE_FIELDS


def remember_questions(answers: Iterable[Answer], language: str) -> None:
    """Note the questions of an inquiry, each as it was asked just now."""
    asked = {answer["key"]: answer["label"] for answer in answers if answer["key"] not in CORE_FIELDS}
    if not asked:
        return
    known = dict(AskedQuestion.objects.filter(language=language).values_list("key", "label"))
    AskedQuestion.objects.bulk_create(
        [AskedQuestion(key=key, language=language, label=asked[key]) for key in asked if known.get(key) != asked[key]],
        update_conflicts=True,
        unique_fields=["key", "language"],
        update_fields=["label"],
    )


def question_labels() -> dict[str, str]:
    """Return the label of every question, in the active language where it was asked in it."""
    found = list(AskedQuestion.objects.all())
    labels = {question.key: question.label for question in found}
    return labels | {question.key: question.label for question in found if question.language == get_language()}


def questions_of(inquiries: InquiryQuerySet) -> set[str]:
    """Return the keys of the questions that some of the inquiries answer."""
    groups = inquiries.order_by().values_list("question_keys", flat=True).distinct()
    return {key for keys in groups for key in keys}
