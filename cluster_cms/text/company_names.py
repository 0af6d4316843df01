"""Tells whether two spellings may name the same company: form, width, case, blanks and shapes of kanji left aside."""

import re

from cluster_cms.text.folding import fold_for_search, without_marks

# Forms of companies as they are written and abbreviated, before or after the name.
JAPANESE_FORMS = (
    *("株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "一般社団法人", "一般財団法人", "公益社団法人"),
    *("公益財団法人", "特定非営利活動法人", "カブシキガイシャ"),
    *("(株)", "(有)", "(同)", "(資)", "(名)", "(一社)", "(一財)", "(公社)", "(公財)"),
)
LATIN_FORMS = (
    *("co", "ltd", "inc", "corp", "corporation", "incorporated", "company", "limited", "llc", "llp", "plc"),
    *("kk", "k k", "gmbh", "ag", "sa", "bv", "kabushiki kaisha", "kabushiki gaisha", "godo kaisha"),
)
FOLDED_FORMS = "|".join(re.escape(fold_for_search(form)) for form in JAPANESE_FORMS)
JAPANESE = re.compile(rf"^(?:{FOLDED_FORMS})|(?:{FOLDED_FORMS})$")
LATIN = "|".join(sorted(LATIN_FORMS, key=len, reverse=True))
AFTER = re.compile(rf"(?<=\S)\s+(?:{LATIN})$")
BEFORE = re.compile(r"^(?:kabushiki (?:kaisha|gaisha)|godo kaisha|k ?k)\s+(?=\S)")
MARKS = re.compile(r"[.,、。·・&＆]")


def company_key(name: str) -> str:
    """Return what is left of a name to be compared: 例示 for 株式会社例示, ㈱ 例示 and （株）例示.

    A name that is nothing but a form stays. Equal keys may still be two companies: use it to forbid, not to allow.
    """
    folded = " ".join(MARKS.sub(" ", fold_for_search(name).replace("k.k", "kk")).split())
    left = folded
    for pattern in (JAPANESE, AFTER, BEFORE):
        while (shorter := pattern.sub("", left).strip()) and shorter != left:
            left = shorter
    return without_marks(left) or without_marks(folded)
