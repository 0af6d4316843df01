"""Blocks of people and years: the history of the company, a greeting."""

from datetime import date
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import CharBlock, IntegerBlock, ListBlock, StructBlock, StructValue, TextBlock

from cluster_cms.blocks.picture import DescribedImageBlock, newest_picture
from cluster_cms.blocks.rich_text import WORDS, ProseBlock
from cluster_cms.pages.languages import JAPANESE, active_language
from cluster_cms.text.eras import era_of


class EventValue(StructValue):
    """The value of an event: its day for programs, and the Japanese era."""

    @cached_property
    def first_day(self) -> date | None:
        """Return the first day of the month, if one is given."""
        return date(self["year"], self["month"], 1) if self.get("month") else None

    @cached_property
    def era(self) -> str:
        """Return the year of the era on Japanese pages."""
        return era_of(self["year"], self.get("month")) if active_language() == JAPANESE else ""


class EventBlock(StructBlock):
    """One line of the history."""

    year = IntegerBlock(label=_("Year"), min_value=1800, max_value=2200)
    month = IntegerBlock(
        label=_("Month"),
        min_value=1,
        max_value=12,
        required=False,
        help_text=_("The year of the Japanese era appears by itself; in a year with two eras the month tells which."),
    )
    text = TextBlock(label=_("What happened"), max_length=200, rows=2)

    class Meta:
        icon = "date"
        label = _("Event")
        value_class = EventValue
        label_format = "{year} {text}"


class HistoryBlock(StructBlock):
    """The history of the company as particles on a line, newest first."""

    events = ListBlock(EventBlock(), label=_("Events"), min_num=1, help_text=_("Newest first; the first one is lit."))

    class Meta:
        icon = "history"
        group = _("Company")
        label = pgettext_lazy("of the company", "History")
        description = _("Years and events on a line, newest first.")
        template = "home/blocks/history.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "events": [
                {"year": 2019, "month": 5, "text": _("Second works opened")},
                {"year": 1986, "month": None, "text": _("Founded as an epoxy compounder")},
            ]
        }


class GreetingBlock(StructBlock):
    """A sentence of a person, with portrait and name."""

    portrait = DescribedImageBlock(label=_("Portrait"))
    sentence = TextBlock(label=_("Sentence"), max_length=120, rows=2)
    text = ProseBlock(label=_("Text"), features=[*WORDS, "link"], required=False)
    name = CharBlock(label=_("Office and name"), max_length=60)

    class Meta:
        icon = "user"
        group = _("Company")
        label = _("Greeting")
        description = _("A portrait, one large sentence, a short text and the name.")
        template = "home/blocks/greeting.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "sentence": _("What can be measured can be made better."),
            "text": _("<p>When grains agree in size, parts stay true and drops fly straight.</p>"),
            "name": _("The president"),
        }
        label_format = "{name}"

    def get_preview_value(self) -> Any:
        value = super().get_preview_value()
        value["portrait"] = newest_picture()
        return value
