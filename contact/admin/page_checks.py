"""Checks a contact page against its translation: answers are joined by question key."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail.models import Page

from contact.models.questions import ContactQuestion


def translation_mismatches(page: Page) -> Iterator[str]:
    """Yield one sentence for each question that the page and its translation do not ask alike, as last saved."""
    ours = asked_on(page)
    for twin in page.get_translations():
        theirs = asked_on(twin.specific)
        for key, question in ours.items():
            other = theirs.get(key)
            if other is None:
                yield _("“%(question)s” is not asked in the other language.") % {"question": question.label}
            elif (question.kind, question.required) != (other.kind, other.required):
                yield _("“%(question)s” differs in the other language: kind of answer or “must be answered”.") % {
                    "question": question.label
                }
        for key in theirs.keys() - ours.keys():
            yield _("The other language also asks “%(question)s”.") % {"question": theirs[key].label}


def asked_on(page: Page) -> dict[str, ContactQuestion]:
    """Return the questions of the newest draft by their keys."""
    return {question.key: question for question in page.get_latest_revision_as_object().questions.all()}
