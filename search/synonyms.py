"""Groups of words that mean the same, as editors write them: one group a line, with = between the words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from unicodedata import normalize

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cluster_cms.text.folding import JAPANESE, LONG_MARK
from cluster_cms.text.spellings import MAX_SPELLINGS, spellings, varied

MAX_LENGTH = 60  # characters of one word
MAX_GROUP = 12  # words


@dataclass(frozen=True)
class Synonyms:
    """Groups of words, ready to be asked for: `others` gives for each folded word what may stand in its place."""

    words: tuple[str, ...] = ()
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None
    phrases: re.Pattern[str] | None = None  # of words with blanks in them, else of one word

    def spellings(self, word: str) -> list[str]:
        """Return a word of a query in all its spellings, with each synonym in place of what it stands for."""
        found = spellings(word)
        if self.pattern is None:
            return found
        every = (other for one in found for other in varied(one, self.pattern, self.choices))
        return list(islice(dict.fromkeys([found[0], *every]), 2 * MAX_SPELLINGS))

    def choices(self, match: re.Match[str]) -> tuple[str, ...]:
        word = match[0]
        plain = next(one for one in (word, word.removesuffix(LONG_MARK), word[:-1], word[:-2]) if one in self.others)
        return (word, *self.others[plain])

    def split(self, text: str) -> list[str]:
        """Return the words of a query; a synonym with blanks in it is one word."""
        return self.phrases.findall(" ".join(text.split())) if self.phrases else text.split()


def synonyms_in(text: str) -> Synonyms:
    """Return the synonyms of a text whose lines were checked."""
    groups = groups_in(text)
    others: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for word in group:
            spelled = (one for other in group if other != word for one in spellings(other))
            others |= dict.fromkeys(spellings(word)[:1], tuple(dict.fromkeys(spelled)))
    words = tuple(word for group in groups for word in group)
    if not words:
        return Synonyms()
    parts = [rf"(?<!\w){re.escape(word)}(?:e?s)?(?!\w)".replace(r"\ ", r"\s+") for word in words if " " in word]
    phrases = re.compile("|".join([*longest_first(parts), r"\S+"]), re.IGNORECASE) if parts else None
    return Synonyms(words, others, re.compile("|".join(map(whole_word, longest_first(others)))), phrases)


def longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def whole_word(folded: str) -> str:
    """Return a pattern of a folded word: inside Japanese anywhere, of other letters as a whole, in the plural too."""
    letters, digits = rf"[^\W\d_{JAPANESE}]", r"\d"
    first, last = (
        next((kind for kind in (letters, digits) if re.match(kind, one)), "") for one in (folded[0], folded[-1])
    )
    plural = "(?:e?s)?" if last == letters else ""
    before = f"(?<!{first})" if first else ""
    return f"{before}{re.escape(folded)}{plural}(?!{last})" if last else f"{before}{re.escape(folded)}{LONG_MARK}?"


def groups_in(text: str) -> list[list[str]]:
    """Return the groups of words of a text, without empty lines."""
    lines = (normalize("NFKC", line) for line in text.splitlines())
    return [[" ".join(word.split()) for word in line.split("=")] for line in lines if line.strip()]


def validate_synonyms(text: str) -> None:
    """Raise ValidationError naming each line that is no group of words, or repeats one."""
    errors: list[str] = []
    line_of: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        for group in groups_in(line):
            if complaint := complaint_about(group, line_of, number):
                errors.append(_("Line %(number)d: %(complaint)s") % {"number": number, "complaint": complaint})
    if errors:
        raise ValidationError(errors)


def complaint_about(group: list[str], line_of: dict[str, int], number: int) -> str:
    """Return what is wrong with a group, empty if nothing is; `line_of` learns its words."""
    if len(group) < 2 or not all(group):
        return _("Write two words or more with = between them.")
    if len(group) > MAX_GROUP or any(len(word) > MAX_LENGTH for word in group):
        return _("At most 12 words, each of up to 60 characters.")
    for word in group:
        folded = spellings(word)[0]
        if sum(map(str.isalnum, folded)) < 2:
            return _("“%(word)s” is too short: two letters or more.") % {"word": word}
        if first := line_of.get(folded):
            return _("“%(word)s” stands in line %(line)d already.") % {"word": word, "line": first}
        line_of[folded] = number
    return ""
