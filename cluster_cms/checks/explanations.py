"""What each kind of finding is called, and why it matters: shown in the editor, in the report and after pasting."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Code of a fault: its name, and what is wrong with it.
EXPLANATIONS: dict[str, tuple[Promise, Promise]] = {
    "machine-dependent": (_("Sign in one character"), _("Screen readers skip it or read it wrongly. Write it out.")),
    "lost-character": (_("Character that gets lost"), _("Other machines show nothing or a box here. Type it again.")),
    "half-width-kana": (_("Half-width kana"), _("It is hard to read and the search may miss it.")),
    "full-width": (_("Full-width letters or digits"), _("Letters and digits are half-width on this site.")),
    "doubled-mark": (_("Repeated punctuation"), _("One mark is enough.")),
    "unit-letters": (_("Makeshift unit or sign"), _("Write the proper sign of the unit.")),
    "spread-word": (
        _("Blanks inside a word"),
        _("Screen readers spell the word out, and the search does not find it."),
    ),
    "layout-blanks": (_("Blanks for layout"), _("Narrow screens break it. The design takes care of spacing.")),
    "double-blank": (_("More than one blank"), _("One blank between words is enough.")),
    "layout-lines": (_("New lines for layout"), _("Narrow screens break it. Write on, or begin a new paragraph.")),
    "empty-paragraph": (_("Empty paragraph"), _("The design takes care of spacing. Delete the empty line.")),
    "date-in-figures": (_("Date in figures"), _("Write the date in words; not every country reads figures alike.")),
    "impossible-date": (_("Date that does not exist"), _("No calendar has this day. Please check it.")),
    "wrong-weekday": (_("Day of the week does not fit"), _("The date falls on another day. Please check both.")),
    "empty-link": (_("Link that does not say where it leads"), _("Write the name of what is behind the link.")),
    "long-sentence": (_("Long sentence"), _("Make two or three of it: up to 120 Japanese characters or 40 words.")),
    "long-heading": (_("Long heading"), _("Shorten it: up to 40 Japanese or 80 English characters.")),
    "empty-heading": (_("Empty heading"), _("Write the heading, or delete it.")),
    "skipped-level": (_("Heading skips a level"), _("After a large heading comes one of the next size.")),
    "missing-alt": (_("Picture without words"), _("Write what the picture shows, or tick that it is decoration.")),
    "file-name-alt": (_("File name in place of words"), _("Write what the picture shows.")),
    "missing-description": (
        _("Page without description"),
        _("Write one or two sentences for search engines under “Promote”, or a lead."),
    ),
    "blank-at-mark": (_("Blank before or after a mark"), _("No blank before a comma or stop, one after it.")),
    "word-twice": (_("Word written twice"), _("The same word stands here twice.")),
    "house-word": (_("The company writes it otherwise"), _("The list of words of the company says how.")),
    "forbidden-word": (_("Word not to be used"), _("The list of words of the company forbids it.")),
}
