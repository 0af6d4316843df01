"""Writes a text with its marks as HTML, with hidden words for those who hear it; the template library `marking`."""

from itertools import pairwise

from django.template import Library
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from cluster_cms.comparison.text_diff import MarkedRun, MarkKind, Runs
from cluster_cms.pages.languages import ENGLISH

register = Library()
ELEMENT = {MarkKind.ADDED: "ins", MarkKind.REMOVED: "del"}
BREAK = SafeString("<br>")


@register.simple_tag
def marked_html(runs: Runs, language: str) -> SafeString:
    """Return marked text with `ins` and `del`; the hidden words are those of the active language."""
    parts = [run_html(run) for run in runs]
    gaps = ["", *(gap(before, run, language) for before, run in pairwise(runs))]
    return format_html_join("", "{}{}", zip(gaps, parts, strict=False))


@register.simple_tag
def underlined_html(runs: Runs) -> SafeString:
    """Return one side of marked text, its marks underlined whichever side it is, as law offices do."""
    return format_html_join("", "{}", ((run_html(run, "u"),) for run in runs))


def run_html(run: MarkedRun, tag: str = "") -> SafeString:
    """Return a stretch of text in the element of its kind, or in the one named."""
    if run.kind == MarkKind.SAME:
        return text_html(run.text)
    return format_html(
        '<{tag}><span class="sr-only">{begin}</span>{text}<span class="sr-only">{end}</span></{tag}>',
        tag=tag or ELEMENT[run.kind],
        begin=hidden_words(run.kind),
        text=text_html(run.text),
        end=pgettext("after marked words", "]"),
    )


def hidden_words(kind: MarkKind) -> str:
    """Return what a screen reader says before a mark."""
    added, removed = pgettext("before marked words", "[added: "), pgettext("before marked words", "[removed: ")
    return added if kind == MarkKind.ADDED else removed


def bare_html(text: str, kind: MarkKind) -> SafeString:
    """Return the number of a line with the line's mark; the hidden words stand in the line itself."""
    if kind == MarkKind.SAME or not text:
        return escape(text)
    return format_html("<{tag}>{text}</{tag}>", tag=ELEMENT[kind], text=text)


def gap(before: MarkedRun, run: MarkedRun, language: str) -> str:
    """Return the blank that keeps a struck English word off the one written in its place."""
    apart = language == ENGLISH and before.kind == MarkKind.REMOVED and run.kind == MarkKind.ADDED
    return " " if apart and not before.text[-1].isspace() and not run.text[0].isspace() else ""


def text_html(text: str) -> SafeString:
    """Return text, escaped, with its line breaks."""
    return format_html_join(BREAK, "{}", ((line,) for line in text.split("\n")))
