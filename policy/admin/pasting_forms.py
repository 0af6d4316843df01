"""The forms of the screens on which a whole text is pasted."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cluster_cms.pages.languages import ENGLISH, JAPANESE, LANGUAGES
from cluster_cms.text.lengths import UncutField
from policy.admin.pasting_pairs import APPEND, REPLACE
from policy.pasting.lines import read
from policy.pasting.moving import PlacedRow, moved
from policy.pasting.notes import understood
from policy.pasting.pairing import Pasted
from policy.pasting.parsing import parse, pieces_of
from policy.pasting.structure import ParsedText

# Some thirty printed pages; what an editor can still open, with every field of every line.
LONGEST_TEXT = 100_000
MOST_CLAUSES = 100
MOST_LINES = 600
MOST_SOURCE_LINES = 5_000
MOST_MOVES = 20_000  # characters
PAIR = "pair_"
TOO_MANY_SOURCE_LINES = _("This text has %(count)s lines; at most %(most)s can be pasted at once.")
TOO_MANY_CLAUSES = _("This text has %(count)s numbered items; a policy here holds at most %(most)s.")
TOO_MANY_LINES = _("This text has %(count)s paragraphs and lists; a policy here holds at most %(most)s.")


class PasteForm(forms.Form):
    """The whole text of a policy, in one language or both."""

    text_ja = UncutField(
        label=_("Japanese text"),
        required=False,
        strip=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 24, "lang": JAPANESE}),
    )
    text_en = UncutField(
        label=_("English text"),
        required=False,
        strip=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 24, "lang": ENGLISH}),
    )

    moves_ja = forms.CharField(required=False, max_length=MOST_MOVES, widget=forms.HiddenInput)
    moves_en = forms.CharField(required=False, max_length=MOST_MOVES, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        pasted = [language for language in LANGUAGES if read(cleaned.get(f"text_{language}") or "")]
        if not pasted and not self.errors:
            raise forms.ValidationError(_("Paste the text into at least one of the two fields."), code="empty")
        for language in pasted:
            self.check_lines(language, cleaned[f"text_{language}"])
        return cleaned

    def check_lines(self, language: str, text: str) -> None:
        """Refuse what is no policy before any work is done on it."""
        lines = len(read(text))
        if lines > MOST_SOURCE_LINES:
            self.add_size_error(language, TOO_MANY_SOURCE_LINES, lines, MOST_SOURCE_LINES)
        else:
            self.check_size(language, parse(text))

    def check_size(self, language: str, parsed: ParsedText) -> None:
        """Refuse what holds no clause, and what would make a draft that the editor cannot open."""
        lines = sum(len(clause.texts()) for clause in parsed.clauses)
        if not parsed.clauses:
            self.add_error(f"text_{language}", parsed.notes[0].text)
        elif len(parsed.clauses) > MOST_CLAUSES:
            self.add_size_error(language, TOO_MANY_CLAUSES, len(parsed.clauses), MOST_CLAUSES)
        elif lines > MOST_LINES:
            self.add_size_error(language, TOO_MANY_LINES, lines, MOST_LINES)

    def add_size_error(self, language: str, sentence: str | Promise, count: int, most: int) -> None:
        self.add_error(f"text_{language}", sentence % {"count": count, "most": most})

    def rows(self) -> dict[str, list[PlacedRow]]:
        """Return the lines of each pasted language as they were understood, after the moves by hand."""
        texts = {language: self.cleaned_data[f"text_{language}"] for language in LANGUAGES}
        return {
            language: moved(pieces_of(text), self.cleaned_data.get(f"moves_{language}") or "")
            for language, text in texts.items()
            if read(text)
        }

    def understood(self) -> Pasted:
        """Return the texts as they were understood, and the pairs that were set by hand."""
        texts = {language: understood([row.piece for row in rows]) for language, rows in self.rows().items()}
        chosen = {name[len(PAIR) :]: str(self.data[name])[:40] for name in self.data if name.startswith(PAIR)}
        return Pasted(texts, chosen)


class ChoiceForm(forms.Form):
    """What to do with the text, and which draft the person has looked at."""

    mode = forms.ChoiceField(
        label=_("What to do with the items of the draft"),
        choices=[(REPLACE, _("Put the pasted items in their place")), (APPEND, _("Add the pasted items after them"))],
        initial=REPLACE,
        widget=forms.RadioSelect,
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
