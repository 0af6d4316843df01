"""Puts a pasted text into the draft: in memory for the preview, then as one saved revision."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.models import Revision

from cluster_cms.pages.languages import ENGLISH, JAPANESE, LANGUAGES, active_language
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from policy.admin.pasting_pairs import APPEND, REPLACE, PairChoice, kept_notes, pair_choices, stored_blocks
from policy.pages import PolicyPage
from policy.pasting import merging, pairing
from policy.pasting.merging import Merged
from policy.pasting.notes import reference_hints
from policy.pasting.pairing import Pasted, differences, pairs
from policy.pasting.structure import Note
from policy.text import canonical, numbering
from policy.text.completeness import language_name
from policy.text.naming import named_parts
from policy.text.references import TOKEN, passages
from policy.text.rendering import Clause, printed_parts

TITLE_FIELDS = {"ja": "title", "en": "title_en"}


class DraftChanged(Exception):
    """Raised when somebody saved the draft after the preview was shown."""


def put_into(draft: PolicyPage, pasted: Pasted, *, mode: str) -> PolicyPage:
    """Change a draft in memory to hold the pasted text, and return it."""
    rows, (main, parts) = pairs(pasted), merged_blocks(draft, pasted, mode)
    if mode == REPLACE:
        draft.clause_form = pasted.form or draft.clause_form
    held = [block for block, pair in (*main, *parts) if pair is not None]
    reference_writers = pairing.reference_writers(pasted, rows, held)
    for name, merged in (("clauses", main), ("supplements", parts)):
        blocks = [block for block, _pair in merged]
        setattr(draft, name, StreamValue(getattr(draft, name).stream_block, blocks, is_lazy=True))
    for language, text in pasted.texts.items():
        if text.title and mode == REPLACE:
            setattr(draft, TITLE_FIELDS[language], text.title)
        set_intro(draft, f"intro_{language}", list(map(reference_writers[language], text.intro)), mode)
    draft.established_on = draft.established_on or established_on(pasted)
    return draft


def merged_blocks(draft: PolicyPage, pasted: Pasted, mode: str) -> tuple[list[Merged], list[Merged]]:
    """Return the blocks that a draft gets: of the main text, and of the parts after it."""
    rows = pairs(pasted)
    if mode == REPLACE:
        return merging.main_and_parts(merging.replaced(stored_blocks(draft), rows, pasted.chosen))
    main, parts = merging.main_and_parts(merging.appended([], rows))
    held = [merging.kept(stream.get_prep_value()) for stream in (draft.clauses, draft.supplements)]
    return held[0] + main, held[1] + parts


def with_twins(pasted: Pasted, draft: PolicyPage) -> Pasted:
    """Return what was pasted, with the pairs of headings that the draft knows."""
    headings = [block["value"]["heading"] for block in stored_blocks(draft)]
    return replace(pasted, twins={one[JAPANESE]: one[ENGLISH] for one in headings if one[JAPANESE] and one[ENGLISH]})


def set_intro(draft: PolicyPage, name: str, paragraphs: list[str], mode: str) -> None:
    """Set the text before the first clause; a text that has none leaves the draft's."""
    if not paragraphs:
        return
    held = str(getattr(draft, name)).splitlines() if mode == APPEND else []
    setattr(draft, name, "\n".join([*held, *(paragraph for paragraph in paragraphs if paragraph not in held)]))


def established_on(pasted: Pasted) -> date | None:
    """Return the date of establishment, if the texts agree on one."""
    dates = pasted.established_on()
    return dates[0] if len(dates) == 1 else None


@transaction.atomic
def paste_text(*, page: PolicyPage, user: User, pasted: Pasted, mode: str, seen: int | None) -> Revision:
    """Save one draft revision that holds the pasted text; `seen` is the id of the previewed draft.

    Raises DraftChanged when the draft is another one by now.
    """
    locked = PolicyPage.objects.select_for_update().get(pk=page.pk)
    if locked.latest_revision_id != seen:
        raise DraftChanged
    held = locked.get_latest_revision_as_object()
    draft = put_into(held, with_twins(pasted, held), mode=mode)
    revision: Revision = draft.save_revision(user=user, log_action=True, clean=False)
    counts: dict[str, audit.Value] = {f"items_{language}": len(text.clauses) for language, text in pasted.texts.items()}
    left_over = sum(len(text.left_over) for text in pasted.texts.values())
    data = {**counts, "left_over": left_over, "appended": mode == APPEND, "draft": revision.pk}
    audit.record("policy.text_pasted", actor=user, subject=f"policy:{page.pk}", data=data)
    return revision


@dataclass(frozen=True)
class Side:
    """One language of a row."""

    language: str
    gap: str
    clause: Clause


PlacedNote = tuple[str, str, Note]  # the language, the name of the clause, and the note


@dataclass(frozen=True)
class Preview:
    """The draft as it would be saved, row by row, and what to look at."""

    title: dict[str, str]
    intro: list[tuple[str, list[str]]]
    rows: list[list[Side]]
    counts: list[tuple[str, int]]
    dates: list[date]
    warnings: list[PlacedNote]
    references: list[PlacedNote]
    chosen: int
    pairs: list[PairChoice]


def preview(page: PolicyPage, pasted: Pasted, *, mode: str) -> Preview:
    """Return how the draft would look with the pasted text in it; nothing is saved."""
    draft = page.get_latest_revision_as_object()
    pasted = with_twins(pasted, draft)
    held_date, held_count, held_form = draft.established_on, len(draft.clauses), draft.clause_form
    choices, kept = pair_choices(draft, pasted, mode), list(kept_notes(draft, pasted, mode))
    main, parts = merged_blocks(draft, pasted, mode)
    places = [place for place, (_block, pair) in enumerate((*main, *parts)) if pair is not None]
    put_into(draft, pasted, mode=mode)
    document = canonical.text_of(draft)
    sides = [
        [Side(language, numbering.GAP[language], clause) for clause in printed_parts(document, language)]
        for language in LANGUAGES
    ]
    names = [named.name for named in named_parts(document, active_language())]
    offset = held_count if mode == APPEND else 0
    dates = pasted.established_on()
    warnings = [*all_warnings(pasted, [names[place] for place in places]), *(("", "", note) for _none, note in kept)]
    if held_date and any(on != held_date for on in dates):
        warnings.append(("", "", Note(_("The draft has another date of establishment; it stays as it is."))))
    if draft.clause_form != held_form:
        words = {"form": draft.get_clause_form_display()}
        warnings.append(("", "", Note(_("The form of the numbers becomes that of the pasted text: %(form)s.") % words)))
    return Preview(
        title=document["title"],
        intro=[(language, document["intro"][language]) for language in LANGUAGES],
        rows=[list(row) for row in zip(*sides, strict=True)],
        counts=[(language_name(language), len(text.clauses)) for language, text in pasted.texts.items()],
        dates=dates,
        warnings=warnings,
        references=[
            (language, names[note.clause - 1] if note.clause else "", note)
            for language, note in reference_hints(document, pasted.languages, after=offset)
        ],
        chosen=sum(
            len(TOKEN.findall(text)) for at, _language, text in passages(document, pasted.languages) if at > offset
        ),
        pairs=choices,
    )


def all_warnings(pasted: Pasted, names: Sequence[str]) -> list[PlacedNote]:
    """Return what to look at in the pasted texts; `names` are those of the pasted clauses, pair by pair."""
    rows = pairs(pasted)
    found = []
    for language, text in sorted(pasted.texts.items(), reverse=True):
        named = {id(clause): name for row, name in zip(rows, names, strict=True) if (clause := row.get(language))}
        for note in text.notes:
            place = named.get(id(text.clauses[note.clause - 1]), "") if note.clause else ""
            found.append((language_name(language), place, note))
    return [*found, *(("", names[note.clause - 1] if note.clause else "", note) for note in differences(pasted))]
