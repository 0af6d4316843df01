"""Texts of the past: prepared by legal, submitted, entered by the approver; the demo holds those of 2005 and 2017."""

from datetime import date
from typing import Any

from cluster_cms.security.accounts import APPROVER, LEGAL
from policy.models.earlier_texts import EarlierText
from policy.models.revisions import ChangeKind, PolicyRevision
from policy.publishing import importing
from policy.publishing.earlier_batch import earlier_batch
from policy.text.canonical import held_alone
from tests.policy.drafting import person, source

BOTH = ("ja", "en")
NAME = {"ja": "見本商店", "en": "Mihon Shop"}
OF_ITS_DAY = {
    "operator": {"name": NAME, "address": {"ja": "", "en": ""}, "representative": None},
    "desk": {"name": None, "hours": "", "phone": "", "email": ""},
}
TEXT = """個人情報保護方針
第1条（利用目的）
注文の品を届けるために使います。
第2条（窓口）
店の者が承ります。
"""


def prepared(day: date, *, languages: tuple[str, ...] = BOTH, **changed: Any) -> EarlierText:
    """Prepare a text of the past as legal: the words of 2005 with a paragraph of its own."""
    first = PolicyRevision.objects.get(number=1).content
    words = {"ja": f"{day.year}年の文です。", "en": f"Words of {day.year}."}
    own = {**first, "intro": {one: [*first["intro"][one], words[one]] for one in BOTH}, "languages": list(languages)}
    fields = {
        "promulgated_on": day,
        "effective_on": day,
        "change_kind": ChangeKind.SUBSTANTIVE,
        **{f"summary_{one}": words[one] for one in languages},
        "content": {
            **held_alone(own, languages),
            "identity": held_alone(OF_ITS_DAY, languages),
            "languages": list(languages),
        },
        **changed,
    }
    text = EarlierText(page=source())
    importing.save_earlier_text(text=text, actor=person(LEGAL), fields=fields)
    return text


def submitted_texts() -> str:
    """Submit what is prepared as legal, and return the digest of what is decided."""
    shown = earlier_batch(source()).digest
    importing.submit_earlier_texts(page=source(), actor=person(LEGAL), shown=shown)
    return shown


def entered(*days: date, **changed: Any) -> list[PolicyRevision]:
    """Prepare, submit and enter a text of each day."""
    for day in days:
        prepared(day, **changed)
    return importing.enter_earlier_texts(page=source(), actor=person(APPROVER), shown=submitted_texts())


def fields(**changed: str) -> dict[str, str]:
    """Return what a browser sends for a Japanese text of 2010 whose operator is known."""
    given = {
        "text_ja": TEXT,
        "promulgated_on": "2010-04-01",
        "change_kind": "substantive",
        "summary_ja": "利用目的を改めました。",
        "operator_name_ja": "見本商店",
        "unknown_representative": "on",
        "unknown_desk": "on",
        "go": "save",
    }
    return {**given, **changed}
