"""The prepared texts of the past in the order of the history, between the revisions that the ledger holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from django.utils.translation import gettext as _
from wagtail.models import Page

from cluster_cms import clock
from cluster_cms.clock import tokyo_date
from cluster_cms.security.accounts import User
from cluster_cms.security.hash_chain import canonical_bytes, sha256
from policy.ledger import writer
from policy.models.approval import policy_settings, why_no_approver
from policy.models.earlier_texts import EarlierText, EarlierTextsSubmission
from policy.models.revisions import ChangeKind, PolicyRevision
from policy.text.completeness import text_reasons
from policy.text.refusal import Reason

Step = EarlierText | PolicyRevision


@dataclass(frozen=True)
class Batch:
    """All prepared texts of a policy page; `rows` are the revisions of the past, the oldest first.

    `first` is the oldest revision promulgated on this site, before which every text of the past lies.
    """

    page: Page
    texts: list[EarlierText]
    rows: list[PolicyRevision]
    first: PolicyRevision | None
    submission: EarlierTextsSubmission | None

    @cached_property
    def steps(self) -> list[Step]:
        """Texts and revisions in the order in which they took effect, up to the first that was promulgated here."""
        known: list[Step] = [*self.rows, *self.texts]
        known.sort(key=lambda step: (step.effective_on, step.promulgated_on))
        return [*known, self.first] if self.first else known

    @property
    def before(self) -> dict[Step, Step]:
        """The step before each step but the oldest."""
        return {later: earlier for earlier, later in pairwise(self.steps)}

    @property
    def numbers(self) -> dict[EarlierText, int]:
        """The number that each text will have: they are appended to the ledger."""
        following = PolicyRevision.objects.of(self.page.pk).count() + 1
        return {text: number for number, text in enumerate(self.texts, following)}

    @property
    def established_on(self) -> date | None:
        """The day of establishment: that of the ledger, else of the text that establishes, else of the draft."""
        for row in filter(None, (self.first, *self.rows)):
            return row.established_on
        found = (text.promulgated_on for text in self.texts if text.change_kind == ChangeKind.ESTABLISHED)
        day: date | None = next(found, None) or self.page.get_latest_revision_as_object().established_on
        return day

    @cached_property
    def faults(self) -> dict[EarlierText, list[Reason]]:
        """The reasons against entering each text."""
        return {text: list(self.reasons(text)) for text in self.texts}

    @property
    def is_ready(self) -> bool:
        return bool(self.texts) and not any(self.faults.values())

    @property
    def is_open(self) -> bool:
        return bool(self.submission and self.submission.is_open)

    @property
    def writers(self) -> set[int]:
        """The ids of the accounts that wrote any of the texts."""
        return {person.pk for text in self.texts for person in text.writers.all()}

    @property
    def digest(self) -> str:
        """Return the SHA-256 of all that is decided, and of the ledger that it is added to."""
        records = [text.record() for text in self.texts]
        return sha256(canonical_bytes({"texts": records, "head": writer.head()[1]}))

    def why_not_enter(self, user: User) -> str:
        """Return why somebody may not enter the texts, in the active language; empty where they may."""
        if sentence := why_no_approver(user):
            return sentence
        if policy_settings().waiver_in_effect:
            return ""
        if not self.is_open:
            return _("Nobody has submitted these texts.")
        if user.pk in self.writers:
            return _("You wrote a part of these texts, so that somebody else has to enter them.")
        return ""

    def reasons(self, text: EarlierText) -> Iterator[Reason]:
        """Yield every reason against entering a text: what it lacks, and where its dates do not fit."""
        yield from text_reasons(text.content)
        yield from self.past_reasons(text)
        yield from self.neighbour_reasons(text)
        yield from self.establishment_reasons(text)

    def past_reasons(self, text: EarlierText) -> Iterator[Reason]:
        if max(text.promulgated_on, text.effective_on) > clock.today():
            yield Reason("future", _("A revision of the past was announced, and in force, by today."))
        first = self.first
        if first and (text.effective_on >= first.effective_on or text.promulgated_on > first.promulgated_on):
            sentence = _("%(name)s was promulgated here and is in force from %(day)s; a text of the past is older.")
            yield Reason("promulgated", sentence % named(first))

    def neighbour_reasons(self, text: EarlierText) -> Iterator[Reason]:
        """Yield where a text and another one of the past would be in force at once, or contradict each other."""
        others: list[Step] = [*self.rows, *(one for one in self.texts if one != text)]
        for other in others:
            earlier, later = (text, other) if text.effective_on < other.effective_on else (other, text)
            if earlier.effective_on == later.effective_on:
                sentence = _("It overlaps with %(name)s: both would be in force from %(day)s.")
                yield Reason("overlap", sentence % named(other))
            elif earlier.promulgated_on > later.promulgated_on:
                sentence = _("It does not fit %(name)s, in force from %(day)s: the later one was announced first.")
                yield Reason("order", sentence % named(other))

    def establishment_reasons(self, text: EarlierText) -> Iterator[Reason]:
        established = self.established_on
        oldest = self.steps[0]
        if established is None:
            sentence = _("When was the policy established? Add the text that did, or write its date into the draft.")
            yield Reason("established", sentence)
        elif text.promulgated_on < established:
            sentence = _("The policy was established on %(day)s; this text is older.")
            yield Reason("established", sentence % {"day": tokyo_date(established)})
        if text.change_kind == ChangeKind.ESTABLISHED and text != oldest:
            sentence = _("It cannot have established the policy: %(name)s is older, in force from %(day)s.")
            yield Reason("kind", sentence % named(oldest))


def named(step: Step) -> dict[str, str]:
    return {"name": str(step), "day": tokyo_date(step.effective_on)}


def earlier_batch(page: Page) -> Batch:
    """Return the prepared texts of a page among the revisions of the past."""
    known = PolicyRevision.objects.of(page.pk)
    return Batch(
        page=page,
        texts=list(EarlierText.objects.filter(page=page).prefetch_related("writers")),
        rows=list(known.filter(recorded_at_publication=False).order_by("effective_on")),
        first=known.filter(recorded_at_publication=True).not_withdrawn().order_by("number").first(),
        submission=EarlierTextsSubmission.objects.filter(page=page).first(),
    )
