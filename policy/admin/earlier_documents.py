"""Makes the document of a text of the past from what was pasted; a clause keeps the address that its heading has."""

from typing import Any

from policy.admin.pasting_pairs import REPLACE
from policy.admin.pasting_preview import put_into
from policy.models.earlier_texts import EarlierText
from policy.models.revisions import PolicyRevision, promulgated_anchors
from policy.pages import PolicyPage
from policy.pasting.pairing import Pasted
from policy.text import anchors, canonical, references
from policy.text.canonical import Document

Known = dict[tuple[str, str], tuple[str, str]]  # language and heading → id and anchor


def earlier_document(text: EarlierText, pasted: Pasted, held: tuple[str, ...], identity: Document) -> Document:
    """Return a pasted text as the ledger would hold it, in the languages that it had and in no other."""
    draft = put_into(PolicyPage(), pasted, mode=REPLACE)
    known = known_clauses(text)
    ids: dict[str, str] = {}
    parts = [*draft.clauses, *draft.supplements]
    for block in parts:
        found = next(filter(None, (known.get((one, heading_of(block, one))) for one in held)), None)
        if found and found[1] not in ids:
            block.value["anchor"], ids[found[1]] = found[1], found[0]
    anchors.fill(parts, promulgated=promulgated_anchors(text.page_id), fallback="clause")
    references.normalise_tokens(draft)
    document = canonical.text_of(draft, languages=held)
    for clause in canonical.every_clause(document):
        clause["id"] = ids.get(clause["anchor"], clause["id"])
    return {**document, "identity": identity}


def heading_of(block: Any, language: str) -> str:
    return canonical.line(block.value["heading"][language])


def known_clauses(text: EarlierText) -> Known:
    """Return id and anchor of each heading in the ledger and in the other prepared texts; the newest one counts."""
    others = EarlierText.objects.filter(page=text.page_id).exclude(pk=text.pk)
    rows = PolicyRevision.objects.of(text.page_id).only("document").newest_first()
    known: Known = {}
    for content in (*(row.content for row in rows), *(other.content for other in others)):
        for clause in canonical.every_clause(content):
            for language, heading in clause["heading"].items():
                known.setdefault((language, heading), (clause["id"], clause["anchor"]))
    return known
