"""Blocks of company pages alone: key figures, history, greeting."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import CharBlock, IntegerBlock, ListBlock, StructBlock, TextBlock

from cluster_cms.blocks.downloads import DownloadsBlock
from cluster_cms.blocks.picture import DescribedImageBlock, newest_picture
from cluster_cms.blocks.rich_text import ProseBlock
from cluster_cms.blocks.story import StoryBlock


class FigureBlock(StructBlock):
    """One measured number."""

    number = CharBlock(label=_("Number"), max_length=12, help_text=_("Half-width digits, for example 0.3 or ±2."))
    unit = CharBlock(label=_("Unit"), max_length=12)
    label = CharBlock(label=_("What it measures"), max_length=40)

    class Meta:
        icon = "order"
        label = _("Figure")
        label_format = "{number} {unit} {label}"


class FiguresBlock(StructBlock):
    """Two to four key figures on a ruler."""

    figures = ListBlock(FigureBlock(), label=_("Figures"), min_num=2, max_num=4)
    note = CharBlock(label=_("Source or date"), max_length=120, required=False)

    class Meta:
        icon = "order"
        label = _("Key figures")
        description = _("Two to four measured numbers on a ruler, each with its unit.")
        template = "home/blocks/figures.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "figures": [
                {"number": "0.3", "unit": "µm", "label": _("finest filler grain")},
                {"number": "±2", "unit": "µm", "label": _("moulding tolerance")},
                {"number": "1", "unit": "pL", "label": _("smallest drop")},
            ]
        }


class EventBlock(StructBlock):
    """One line of the history."""

    year = IntegerBlock(label=_("Year"), min_value=1800, max_value=2200)
    era = CharBlock(
        label=_("Year of the Japanese era"), max_length=12, required=False, help_text=_("Leave empty on English pages.")
    )
    text = TextBlock(label=_("What happened"), max_length=200, rows=2)

    class Meta:
        icon = "date"
        label = _("Event")
        label_format = "{year} {text}"


class HistoryBlock(StructBlock):
    """The history of the company as particles on a line, newest first."""

    events = ListBlock(EventBlock(), label=_("Events"), min_num=1, help_text=_("Newest first; the first one is lit."))

    class Meta:
        icon = "history"
        label = pgettext_lazy("of the company", "History")
        description = _("Years and events on a line, newest first.")
        template = "home/blocks/history.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "events": [
                {"year": 2019, "era": "", "text": _("Second works opened")},
                {"year": 1986, "era": "", "text": _("Founded as an epoxy compounder")},
            ]
        }


class GreetingBlock(StructBlock):
    """A sentence of a person, with portrait and name."""

    portrait = DescribedImageBlock(label=_("Portrait"))
    sentence = TextBlock(label=_("Sentence"), max_length=120, rows=2)
    text = ProseBlock(label=_("Text"), features=["bold", "link"], required=False)
    name = CharBlock(label=_("Office and name"), max_length=60)

    class Meta:
        icon = "user"
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


class CompanyStoryBlock(StoryBlock):
    """The six blocks of every page, and those of the company."""

    figures = FiguresBlock()
    history = HistoryBlock()
    greeting = GreetingBlock()
    downloads = DownloadsBlock()
