"""What the person sees before anything is saved: the draft as it would become, and everything that is doubtful."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cluster_cms.languages import ENGLISH, JAPANESE, LANGUAGES
from policy import canonical, numbering
from policy.completeness import language_name
from policy.pages import PolicyPage
from policy.pasting.drafting import APPEND, put_into
from policy.pasting.notes import reference_hints
from policy.pasting.pairing import Pasted, differences
from policy.pasting.structure import Note
from policy.references import TOKEN, passages
from policy.rendering import Clause, outline


@dataclass(frozen=True)
class Side:
    """One language of a row."""

    language: str
    gap: str
    clause: Clause


@dataclass(frozen=True)
class Preview:
    """The draft as it would be saved, row by row, and what to look at. Notes come with their language."""

    title: dict[str, str]
    intro: list[tuple[str, list[str]]]
    rows: list[list[Side]]
    counts: list[tuple[str, int]]
    dates: list[date]
    warnings: list[tuple[str, Note]]
    references: list[tuple[str, Note]]
    chosen: int
    left_over: int


def preview(page: PolicyPage, pasted: Pasted, *, mode: str) -> Preview:
    """Return how the draft would look with the pasted text in it; nothing is saved."""
    draft = page.get_latest_revision_as_object()
    held_date, held_count = draft.established_on, len(draft.clauses)
    put_into(draft, pasted, mode=mode)
    document = canonical.text_of(draft)
    sides = [
        [Side(language, numbering.GAP[language], clause) for clause in outline(document, language)]
        for language in LANGUAGES
    ]
    offset = held_count if mode == APPEND else 0
    dates = pasted.established_on()
    warnings = [*all_warnings(pasted, offset)]
    if held_date and any(on != held_date for on in dates):
        warnings.append(("", Note(_("The draft has another date of establishment; it stays as it is."))))
    return Preview(
        title=document["title"],
        intro=[(language, document["intro"][language]) for language in LANGUAGES],
        rows=[list(row) for row in zip(*sides, strict=True)],
        counts=[(language_name(language), len(text.clauses)) for language, text in pasted.texts.items()],
        dates=dates,
        warnings=warnings,
        references=list(reference_hints(document, pasted.languages, after=offset)),
        chosen=sum(
            len(TOKEN.findall(text)) for at, _language, text in passages(document, pasted.languages) if at > offset
        ),
        left_over=sum(len(text.left_over) for text in pasted.texts.values()),
    )


def all_warnings(pasted: Pasted, offset: int) -> list[tuple[str, Note]]:
    own = [
        (language_name(language), moved(note, offset))
        for language in (JAPANESE, ENGLISH)
        if language in pasted.texts
        for note in pasted.texts[language].notes
    ]
    return [*own, *(("", moved(note, offset)) for note in differences(pasted))]


def moved(note: Note, offset: int) -> Note:
    """Return a note with the number that its clause will have in the draft."""
    return Note(note.text, note.clause + offset if note.clause else 0)
