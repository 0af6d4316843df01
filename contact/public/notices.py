"""The notices of the form and of the own-data page, and what changed between writing and sending."""

from dataclasses import dataclass, field
from enum import Enum

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageLogEntry, Revision

from contact.models.question import ContactQuestion
from policy.publishing import PolicyRevision, comparison_address

PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")  # drafts are not public
LONGEST_NUMBER = 9  # digits


class TitledNotice(Enum):
    """Base of notices: each value is a title and a text, both translated when they are shown."""

    @property
    def title(self) -> str:
        return str(self.value[0])

    @property
    def text(self) -> str:
        return str(self.value[1])


class FormNotice(TitledNotice):
    """Why the form is shown again."""

    FOREIGN = (
        _("Please check the form once more"),
        _("It did not come from this page, so nothing was sent. If the text below is yours, go on as usual."),
    )
    POLICY_CHANGED = (
        _("The privacy policy has changed"),
        _("A new revision came into force meanwhile. Nothing was sent. Please read it, agree again and go on."),
    )
    PAGE_CHANGED = (
        _("This form has changed"),
        _("We changed it meanwhile. Nothing was sent. Please look through your answers, agree again and go on."),
    )
    EXPIRED = (
        _("More than 24 hours have passed"),
        _("Your answers were not sent. They are kept below: please look through them, agree again and go on."),
    )
    DAMAGED = (
        _("Your answers did not arrive whole"),
        _("Nothing was sent. What we could read is below: please look through it, agree again and go on."),
    )
    UNMATCHED = (
        _("Something has no place in this form"),
        _("Nothing was sent. It is shown below: move what matters into your message, agree again and go on."),
    )
    MORE_QUESTIONS = (
        _("We ask a little more about this subject"),
        _("Nothing is sent yet, and what you wrote is kept. Please answer below too, then check your answers."),
    )
    FILES_GONE = (
        _("Your files are not here any more"),
        _("We keep them for one hour. Nothing was sent: please attach them again, agree again and go on."),
    )
    ERASED = (
        _("This inquiry was deleted"),
        _(
            "We had received it and have deleted it since. Nothing was sent again. "
            "If you want to write anew, look through your answers, agree again and go on."
        ),
    )


class OwnDataNotice(TitledNotice):
    """Why no link was sent."""

    FOREIGN = (
        _("Please send it once more"),
        _("The form did not come from this page, so no link was sent. If the address below is yours, go on as usual."),
    )
    TOO_MANY = (
        _("Too many links were asked for"),
        _("No link was sent. Please wait an hour, or write or call: the desk helps you at once."),
    )


@dataclass(frozen=True)
class PolicyChange:
    """A revision came into force; `comparison` is the address of its comparison with the one that was shown."""

    revision: PolicyRevision
    summary: str
    comparison: str
    notice = FormNotice.POLICY_CHANGED


@dataclass(frozen=True)
class PageChange:
    """The page was published anew; all is empty where its earlier content is not known."""

    purpose_before: str = ""
    purpose_now: str = ""
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    reworded: list[str] = field(default_factory=list)
    notice = FormNotice.PAGE_CHANGED


def policy_change(policy: PolicyRevision, *, seen: str, language: str) -> PolicyChange:
    """Return the revision in force beside `seen`, the number of the one that was shown."""
    comparison = comparison_address(policy, since=number_in(seen), language=language)
    return PolicyChange(policy, policy.summary(language), comparison)


def page_change(page: Page, *, seen: str, subject: str) -> PageChange | None:
    """Return what changed in purpose and in the questions about a subject since revision `seen`, or None."""
    if seen == str(page.live_revision_id):
        return None
    before = published_page(page, number_in(seen))
    return PageChange() if before is None else difference(before, page, subject)


def difference(before: Page, now: Page, subject: str) -> PageChange | None:
    """Return what differs in purpose and in the questions about a subject, or None."""
    old, new = (
        {key: question for key, question in questions_by_key(page).items() if question.is_asked_about(subject)}
        for page in (before, now)
    )
    changes_purpose = before.purpose != now.purpose
    change = PageChange(
        purpose_before=before.purpose if changes_purpose else "",
        purpose_now=now.purpose if changes_purpose else "",
        added=[question.label for key, question in new.items() if key not in old],
        removed=[question.label for key, question in old.items() if key not in new],
        reworded=[
            question.label for key, question in new.items() if key in old and wording(question) != wording(old[key])
        ],
    )
    return None if change == PageChange() else change


def questions_by_key(page: Page) -> dict[str, ContactQuestion]:
    return {question.key: question for question in page.questions.all()}


def wording(question: ContactQuestion) -> tuple[object, ...]:
    """Return what a visitor sees of a question."""
    asked = (question.label, question.kind, question.required, question.help_text, question.options)
    return (*asked, question.unit_options, *question.limits)


def published_page(page: Page, revision_id: int) -> Page | None:
    """Return the page as a revision published it; None for a draft or another page's revision."""
    entries = PageLogEntry.objects.filter(page=page.pk, revision_id=revision_id, action__in=PUBLISHED)
    revision = Revision.page_revisions.filter(pk=revision_id, object_id=str(page.pk)).first()
    return revision.as_object() if revision and entries.exists() else None


def number_in(text: str) -> int:
    """Return the number in a hidden field, or 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0
