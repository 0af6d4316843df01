"""What came between writing and sending: a changed policy or page, and the notice that says so."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageLogEntry, Revision

from contact.models.question import ContactQuestion
from policy.publishing import comparison_address

PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")  # drafts are nobody's business
LONGEST_NUMBER = 9  # digits


class TitledNotice(Enum):
    """Base of notices: the value of each is its title and one sentence, both translated when they are shown."""

    @property
    def title(self) -> str:
        return str(self.value[0])

    @property
    def text(self) -> str:
        return str(self.value[1])


class FormNotice(TitledNotice):
    """Why the form is shown again: a title and a sentence."""

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
    STRAY = (
        _("Something has no place in this form"),
        _("Nothing was sent. It is shown below: move what matters into your message, agree again and go on."),
    )
    ERASED = (
        _("This inquiry was deleted"),
        _(
            "We had received it and have deleted it since. Nothing was sent again. "
            "If you want to write anew, look through your answers, agree again and go on."
        ),
    )


class OwnDataNotice(TitledNotice):
    """A title and a sentence."""

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
    """A revision came into force; `comparison` is the address where it stands beside the one that was shown."""

    revision: Any
    summary: str
    comparison: str
    notice = FormNotice.POLICY_CHANGED


@dataclass(frozen=True)
class PageChange:
    """The page was published anew; empty where it cannot be told what it said before."""

    purpose_before: str = ""
    purpose_now: str = ""
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    reworded: list[str] = field(default_factory=list)
    notice = FormNotice.PAGE_CHANGED


def policy_change(policy: Any, *, seen: str, language: str) -> PolicyChange | None:
    """Compare the revision in force with the number that was shown."""
    if seen == str(policy.number):
        return None
    comparison = comparison_address(policy, since=number_in(seen), language=language)
    return PolicyChange(policy, policy.summary(language), comparison)


def page_change(page: Any, *, seen: str) -> PageChange | None:
    """Compare the page with the Wagtail revision that was shown; what matters is the purpose and the questions."""
    if seen == str(page.live_revision_id):
        return None
    before = once_published(page, number_in(seen))
    return PageChange() if before is None else difference(before, page)


def difference(before: Any, now: Any) -> PageChange | None:
    """Return what differs, or nothing when it is of no concern to who fills in the form."""
    old, new = asked(before), asked(now)
    change = PageChange(
        **purposes(before.purpose, now.purpose),
        added=[question.label for key, question in new.items() if key not in old],
        removed=[question.label for key, question in old.items() if key not in new],
        reworded=[question.label for key, question in new.items() if key in old and words(question) != words(old[key])],
    )
    return None if change == PageChange() else change


def purposes(before: str, now: str) -> dict[str, str]:
    return {"purpose_before": before, "purpose_now": now} if before != now else {}


def asked(page: Any) -> dict[str, ContactQuestion]:
    return {question.key: question for question in page.questions.all()}


def words(question: ContactQuestion) -> tuple[object, ...]:
    return question.label, question.kind, question.required, question.help_text, question.options


def once_published(page: Page, revision_id: int) -> Any:
    """Return the page as it was published once under a revision; None for a draft or another page's revision."""
    entries = PageLogEntry.objects.filter(page=page.pk, revision_id=revision_id, action__in=PUBLISHED)
    revision = Revision.page_revisions.filter(pk=revision_id, object_id=str(page.pk)).first()
    return revision.as_object() if revision and entries.exists() else None


def number_in(text: str) -> int:
    """Return the number in a hidden field, 0 when somebody has put something else there."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0
