"""What the law wants accessible beside retained personal data, looked for in a draft (APPI Art. 32(1))."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from policy.text.canonical import Document
from policy.text.completeness import FIELD, language_name
from policy.text.refusal import Reason
from policy.text.rendering import plain_text

ASKING = r"\b(requests?|ask|apply|applications?|procedures?)\b"
PROCEDURE = {
    "ja": r"開示(?s:.){0,150}?(請求|求め|申し出|申出|手続|依頼|窓口)|(請求|求め)(?s:.){0,150}?開示",
    "en": rf"\bdisclos(?s:.){{0,150}}?{ASKING}|{ASKING}(?s:.){{0,150}}?\bdisclos",
}
SECURITY = {
    "ja": r"安全管理|漏えい|漏洩|不正(な)?アクセス|厳重",
    "en": r"\b(security|safeguards?|leakage|unauthori[sz]ed|strict control|protect\w* against)\b",
}


def warnings(document: Document) -> list[Reason]:
    """Return what was not found, in the active language."""
    return [*operator_warnings(document), *text_warnings(document)]


def operator_warnings(document: Document) -> Iterator[Reason]:
    operator = document["identity"]["operator"]
    sentences = {
        "address": _("The address of the company is not in the settings in %(language)s (Art. 32)."),
        "representative": _("The representative of the company is not in the settings in %(language)s (Art. 32)."),
    }
    for part, sentence in sentences.items():
        for language in document["languages"]:
            if not operator[part][language]:
                yield Reason(f"{part}_{language}", sentence % {"language": language_name(language)}, FIELD)


def text_warnings(document: Document) -> Iterator[Reason]:
    searched = {
        "procedure": (PROCEDURE, _("No procedure for requests for disclosure was found in %(language)s (Art. 32).")),
        "security": (SECURITY, _("No outline of the security measures was found in %(language)s (Art. 32).")),
    }
    for language in document["languages"] if document["clauses"] else ():
        words = plain_text(document, language)
        for part, (patterns, sentence) in searched.items():
            if not re.search(patterns[language], words, re.IGNORECASE):
                yield Reason(f"{part}_{language}", sentence % {"language": language_name(language)}, FIELD)


def confirmation_reasons(found: list[Reason], reason: str) -> Iterator[Reason]:
    """Yield the refusal of warnings that nobody has confirmed with a reason."""
    if found and not reason:
        yield Reason(
            "unconfirmed",
            _("What the law wants accessible was not all found. Add it, or give the reason why this is right."),
            FIELD,
        )
