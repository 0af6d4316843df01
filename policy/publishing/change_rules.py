"""Warnings that only the change of a policy gives: what a draft does to the revision that it follows.

Each is named and needs a recorded reason. The rules are fixed patterns and comparisons, without judgement of meaning.
Sources: APPI (Act on the Protection of Personal Information) Art. 17(2) and 21(3) for the purpose, Art. 27 and 28 for
third parties, Art. 32 to 39 for rights and the desk, the Telecommunications Business Act Art. 27-12 for cookies, and
what the policy itself promises of its revision.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cluster_cms.comparison.text_diff import MarkKind
from cluster_cms.pages.languages import JAPANESE, active_language
from policy.comparison.comparing import compare_documents
from policy.comparison.sections import PARAGRAPH, Label, Part, Section
from policy.ledger.revision_status import ANCHORS
from policy.ledger.writer import RevisionTerms
from policy.models.revisions import ChangeKind
from policy.text.canonical import Document, form_of, visible
from policy.text.clause_topics import PURPOSE, notice_promised, numbers_named, topic_of
from policy.text.numbering import clause_name
from policy.text.references import TOKEN, Places, normalised_name, passages, places, target, texts_of, words
from policy.text.refusal import Reason

FIELD = "warnings_reason"
GUARDED = ("purpose", "third-parties", "accuracy-and-requests", "cookies", "desk")
SMALL = (ChangeKind.EDITORIAL, ChangeKind.CORRECTION)


@dataclass(frozen=True)
class Change:
    """A draft and its terms beside the revision that it follows.

    `announced_for` is the day of that revision where it is announced and not yet in force, and `in_force` the text
    that is in force then; both are None where the revision followed is the one in force. `announced_before` tells that
    the draft corrects an announced revision and keeps its day: the notice was given when that one was announced.
    """

    before: Document
    now: Document
    terms: RevisionTerms
    today: date
    announced_for: date | None = None
    in_force: Document | None = None
    announced_before: bool = False

    @property
    def languages(self) -> list[str]:
        return [language for language in self.now["languages"] if language in self.before["languages"]]

    @property
    def of_words(self) -> bool:
        """Return whether the text itself differs, rather than the operator and the desk alone."""
        before, now = ({**visible(text), "identity": None} for text in (self.before, self.now))
        return before != now

    @cached_property
    def compared(self) -> dict[str, list[Section]]:
        """Return the clauses as they changed, by language; another form of the numbers is no change of words."""
        before = {**self.before, "form": form_of(self.now)}
        found = {language: compare_documents(before, self.now, language) for language in self.languages}
        return {
            language: [section for section in one.sections if section.part == Part.CLAUSE]
            for language, one in found.items()
        }

    def sections(self, language: str) -> list[Section]:
        return self.compared[language]

    def name(self, section: Section, *, before: bool = False) -> str:
        """Return how the clause of a section is named in the active language, as it stands now or stood before."""
        clause, text = (section.new, self.now) if section.new and not before else (section.old, self.before)
        return clause_name(int(clause.number), active_language(), form_of(text)) if clause else ""

    def topic(self, section: Section) -> str:
        """Return what a clause was about before the change; of a new one, what it is about now."""
        clause, text = (section.old, self.before) if section.old else (section.new, self.now)
        return next((topic_of(one) for one in text["clauses"] if clause and one["anchor"] == clause.anchor), "")


def change_warnings(change: Change) -> list[Reason]:
    """Return the warnings of a change of words, each once, in the active language."""
    if not change.of_words:
        return []
    found = [
        *kind_warnings(change),
        *promise_warnings(change),
        *notice_warnings(change),
        *announced_warnings(change),
        *line_warnings(change),
        *summary_warnings(change),
    ]
    return list({warning.code: warning for warning in reversed(found)}.values())[::-1]


def kind_warnings(change: Change) -> Iterator[Reason]:
    """Yield each clause of GUARDED whose words change although the kind of change is a small one."""
    if change.terms.change_kind not in SMALL:
        return
    sentence = _("%(place)s, %(heading)s, changes its words, but the kind of change is “%(kind)s”.")
    for language in change.languages:
        for section in change.sections(language):
            topic = change.topic(section)
            if topic in GUARDED and words_change(section) and section.here:
                kind = ChangeKind(change.terms.change_kind).label
                words = {"place": change.name(section), "heading": section.here.heading, "kind": kind}
                yield Reason(f"kind:{topic}", sentence % words, FIELD)


def words_change(section: Section) -> bool:
    """Tell whether letters or digits differ, rather than blanks and punctuation alone."""
    runs = [*section.heading, *(run for unit in section.units for run in unit.runs)]
    return any(run.kind != MarkKind.SAME and re.search(r"\w", run.text) for run in runs)


def widened_purpose(change: Change) -> str:
    """Return the name of the clause on the purpose of use that gains a purpose in each language; else nothing.

    A further line of its list counts as one, and so do added words that state what something is used for.
    """
    numbers = [widened_in(change, language) for language in change.languages]
    return numbers[0] if numbers and all(numbers) else ""


def widened_in(change: Change, language: str) -> str:
    for section in change.sections(language):
        if section.new and change.topic(section) == "purpose":
            lines = [unit for unit in section.units if unit.old is None and unit.here.level > PARAGRAPH]
            added = " ".join(run.text for unit in section.units for run in unit.runs if run.kind == MarkKind.ADDED)
            if lines or PURPOSE[language].search(added):
                return change.name(section)
    return ""


def promise_warnings(change: Change) -> Iterator[Reason]:
    """Yield each clause of the nine promises that is removed, or has changed places with others."""
    for section in change.sections(change.languages[0]) if change.languages else ():
        if section.old is None or section.old.anchor not in ANCHORS.values():
            continue
        words = {"place": change.name(section, before=True), "heading": section.old.heading}
        if section.label == Label.REMOVED:
            text = _("%(place)s, %(heading)s, is removed. It made a promise of this site.") % words
            yield Reason(f"removed:{section.old.anchor}", text, FIELD)
        elif section.label == Label.MOVED:
            text = _("%(place)s, %(heading)s, is moved to another place.") % words
            yield Reason(f"moved:{section.old.anchor}", text, FIELD)


def notice_warnings(change: Change) -> Iterator[Reason]:
    """Yield that the draft takes effect sooner than the policy itself promises to tell of a change."""
    if change.announced_before:
        return
    promised = [
        (days, number)
        for number, clause in enumerate(change.before["clauses"], 1)
        for language in change.before["languages"]
        if topic_of(clause) == "revision" and (days := notice_promised(clause, language))
    ]
    days, number = max(promised, default=(0, 0))
    if not days or (change.terms.effective_on or change.today) >= change.today + timedelta(days=days):
        return
    sentence = ngettext(
        "%(place)s promises to tell of a change before it is in force: at least %(days)s day.",
        "%(place)s promises to tell of a change before it is in force: at least %(days)s days.",
        days,
    )
    place = clause_name(number, active_language(), form_of(change.before))
    yield Reason("notice", sentence % {"place": place, "days": days}, FIELD)


def announced_warnings(change: Change) -> Iterator[Reason]:
    """Yield what the draft does to an announced revision: undo it, or come into force at the same instant."""
    if change.announced_for and change.terms.effective_on == change.announced_for:
        text = _("The announced revision has the same date: it would never be in force by itself.")
        yield Reason("same_day", text, FIELD)
    if change.in_force and (undone := undone_clauses(change.before, change.now, change.in_force)):
        sentence = _("What the announced revision changes is undone in: %(headings)s.")
        yield Reason("undone", sentence % {"headings": _(", ").join(undone)}, FIELD)


def undone_clauses(announced: Document, now: Document, in_force: Document) -> list[str]:
    """Return the headings of clauses that read as in the text in force, although the announced one changes them."""
    texts = [{clause["anchor"]: clause for clause in visible(text)["clauses"]} for text in (announced, now, in_force)]
    changed, drafted, old = texts
    anchors = [anchor for anchor in {**old, **changed} if changed.get(anchor) != old.get(anchor)]
    back = [anchor for anchor in anchors if drafted.get(anchor) == old.get(anchor)]
    return [(old.get(anchor) or changed[anchor])["heading"][JAPANESE] for anchor in back]


def line_warnings(change: Change) -> Iterator[Reason]:
    """Yield that references name lines by a position at which other words stand now: theirs have moved."""
    speaking = places(change.now, active_language())
    found: dict[str, str] = {}
    for language in change.languages:
        then, now = places(change.before, language), places(change.now, language)
        for _at, _language, text in passages(change.now, [language]):
            for name in map(normalised_name, TOKEN.findall(text)):
                before, after = line_named(name, then), line_named(name, now)
                if (
                    before
                    and after
                    and before != after
                    and before in texts_of(now[name.split(":")[0]].content, language)
                ):
                    found[name] = words(name, speaking)
    if found:
        sentence = _("References name these lines, whose words stand in another line now: %(places)s.")
        yield Reason("line", sentence % {"places": _(", ").join(found.values())}, FIELD)


def line_named(name: str, known: Places) -> str:
    """Return the words of the line that a token names; nothing for a token of a whole clause."""
    found = target(name, known)
    line = found[0].line(found[1]) if found and found[1] else None
    return str(line["text"][found[0].language]) if found and line else ""


def summary_warnings(change: Change) -> Iterator[Reason]:
    """Yield the clauses that change although the summary, which names others, does not speak of them."""
    summaries = {language: change.terms.summary(language) for language in change.languages}
    named = set().union(*(numbers_named(text, language) for language, text in summaries.items()))
    changed = {
        (int(side.number), side.heading): int(section.here.number) if section.here else 0
        for language in change.languages
        for section in change.sections(language)
        for side in (section.old, section.new)
        if side and words_change(section)
    }
    if not named:
        return
    spoken = {
        now
        for (number, heading), now in changed.items()
        if number in named or any(heading in text for text in summaries.values())
    }
    silent = {now: heading for (_number, heading), now in reversed(changed.items()) if now not in spoken}
    if silent:
        items = _(", ").join(f"{number} {heading}" for number, heading in sorted(silent.items()))
        sentence = _("The summary does not speak of these items, which change: %(items)s.")
        yield Reason("unnamed", sentence % {"items": items}, FIELD)
