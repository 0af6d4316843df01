"""Counts characters as people count them, and a validator and a form field that do."""

import unicodedata
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

JOINER = "\u200d"
SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")
FLAG_LETTERS = ("\U0001f1e6", "\U0001f1ff")
MOST_MARKS = 30  # on one letter (UAX 15, 13: no language needs more); each of those above counts


def visible_length(text: str) -> int:
    """Return the number of characters that people see: 👨‍👩‍👧, 🇯🇵, 葛󠄀, が and කි are one each (after UAX 29)."""
    count, marks, before, half_flag = 0, 0, "", False
    for letter in text:
        is_flag_letter = FLAG_LETTERS[0] <= letter <= FLAG_LETTERS[1]
        belongs_to_one_before = continues(letter) or before == JOINER or (is_flag_letter and half_flag)
        half_flag = is_flag_letter and not half_flag
        marks = marks + 1 if belongs_to_one_before and before else 0
        count += not 0 < marks <= MOST_MARKS
        before = letter
    return count


def continues(letter: str) -> bool:
    """Tell whether a character is a mark, selector, tag, skin tone or joiner, which change the one before."""
    return letter > "\u02ff" and (
        unicodedata.category(letter)[0] == "M"
        or letter == JOINER
        or SKIN_TONES[0] <= letter <= SKIN_TONES[1]
        or "\U000e0020" <= letter <= "\U000e007f"
    )


class VisibleLengthValidator(MaxLengthValidator):
    """Refuses a text of more visible characters than the limit, and says how many it has."""

    def clean(self, value: Any) -> int:
        text = str(value)
        limit = self.limit_value() if callable(self.limit_value) else self.limit_value
        return len(text) if len(text) <= limit else visible_length(text)


class UncutField(forms.CharField):
    """A text whose browser cuts nothing: it gets no `maxlength`, so a long paste arrives whole and is refused aloud."""

    default_error_messages = {
        "max_length": _("Shorten this to %(limit_value)d characters; it has %(show_value)d"),
    }

    def __init__(self, *, max_length: int, **options: Any) -> None:
        super().__init__(max_length=None, **options)
        self.most = max_length
        self.validators.append(VisibleLengthValidator(max_length))
