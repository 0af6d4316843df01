"""Puts right what an inquiry is filed under: its subject, and the language in which it is answered."""

from django.db import transaction

from cluster_cms.security.accounts import User
from contact.inquiries.handling import InvalidTransition, lock_version, save_change
from contact.models import Inquiry, Status
from contact.search.scanning import refresh_search_text
from contact.text.answers import Answer
from contact.text.question_kinds import SUBJECT, SubjectKind

CLASSIFIED = "inquiry.classified"


class ConsentInLanguage(Exception):
    """A consent was asked for in the present language: its links work in that one alone."""


@transaction.atomic
def classify(*, inquiry: Inquiry, subject: SubjectKind, language: str, version: int, actor: User) -> None:
    """Change subject and language of an inquiry; the audit entry names the fields alone.

    Nothing is recorded where both are the same. Raises StaleVersion, ConsentInLanguage, Inquiry.DoesNotExist, and
    InvalidTransition for suspected spam and where the use was stopped.
    """
    inquiry = lock_version(inquiry, version)
    if inquiry.status == Status.SPAM or inquiry.restricted_at:
        raise InvalidTransition
    given = {"subject": subject.value, "language": language}
    changed = [name for name, value in given.items() if getattr(inquiry, name) != value]
    if not changed:
        return
    if "language" in changed and inquiry.consents.exists():
        raise ConsentInLanguage
    inquiry.subject, inquiry.language = subject.value, language
    inquiry.answers = [with_subject(one, subject) if one["kind"] == SUBJECT else one for one in inquiry.answers]
    refresh_search_text(inquiry)
    save_change(inquiry, *changed, "answers", act=CLASSIFIED, actor=actor, data={"fields": ",".join(changed)})


def with_subject(answer: Answer, subject: SubjectKind) -> Answer:
    return Answer(**{**answer, "value": subject.value})
