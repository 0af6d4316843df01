"""Changes which products an inquiry is about: people name them on the telephone, or the wrong one by the form."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import translation

from cluster_cms.security.accounts import User
from contact.inquiries.handling import InvalidTransition, lock_version, save_change
from contact.inquiries.receive import save_topics
from contact.models import Inquiry, Status
from contact.search.scanning import refresh_search_text
from contact.text.answers import topic_names, topics_answer
from contact.text.question_kinds import ABOUT


@transaction.atomic
def change_topics(*, inquiry: Inquiry, names: Mapping[str, str], version: int, actor: User) -> None:
    """Let an inquiry be about these products, named by key in its language; the audit entry holds their number alone.

    Nothing is recorded where they are the same. Raises StaleVersion, Inquiry.DoesNotExist where it was deleted, and
    InvalidTransition for suspected spam and where the use was stopped.
    """
    inquiry = lock_version(inquiry, version)
    if inquiry.status == Status.SPAM or inquiry.restricted_at:
        raise InvalidTransition
    if topic_names(inquiry.answers) == dict(names):
        return
    others = [answer for answer in inquiry.answers if answer["key"] != ABOUT]
    with translation.override(inquiry.language):
        inquiry.answers = [*([topics_answer(names)] if names else []), *others]
    inquiry.topics.all().delete()
    save_topics(inquiry)
    refresh_search_text(inquiry)
    save_change(inquiry, "answers", act="inquiry.topics_changed", actor=actor, data={"count": len(names)})
