"""Telling that two drafts say the same: a keyed hash over their answers, so that nothing can be read from it."""

import json
from collections.abc import Iterable

from cluster_cms import crypto
from contact.answers import Answer, Value
from contact.cleaning import fold, one_line

PURPOSE = "inquiry.fingerprint"


def fingerprint(*, page_id: int, answers: Iterable[Answer]) -> str:
    """Return an equal hash for equal answers on the same page; width, case, kana and blanks make no difference."""
    said = [[answer["key"], folded(answer["value"])] for answer in answers]
    return crypto.lookup_hash(json.dumps([page_id, sorted(said)], ensure_ascii=False), purpose=PURPOSE)


def folded(value: Value) -> list[str]:
    texts = value if isinstance(value, list) else [value]
    return [one_line(fold(text)) for text in texts]
