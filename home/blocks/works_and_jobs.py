"""Blocks of places and work: how to reach the works, and vacancies with their closing date."""

from datetime import date
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import CharBlock, DateBlock, IntegerBlock, ListBlock, StructBlock, StructValue, TextBlock

from cluster_cms.blocks.picture import DescribedImageBlock, newest_picture
from cluster_cms.blocks.tables import RowBlock
from cluster_cms.clock import today


class MapNameBlock(StructBlock):
    """A name on a map, and where it stands."""

    text = CharBlock(label=_("Name as written"), max_length=30)
    across = IntegerBlock(label=_("From the left, in %"), min_value=0, max_value=100)
    down = IntegerBlock(label=_("From the top, in %"), min_value=0, max_value=100)

    class Meta:
        icon = "tag"
        label = _("Name on the map")
        label_format = "{text}"


class PlaceBlock(StructBlock):
    """One place with its map, its address and the ways to it."""

    name = CharBlock(label=_("Name of the place"), max_length=60)
    map = DescribedImageBlock(label=_("Map: a picture of your own"), required=False)
    names = ListBlock(
        MapNameBlock(),
        label=_("Names on the map"),
        min_num=0,
        max_num=12,
        help_text=_("Written over the picture, in the language of the page, so that they can be read and copied."),
    )
    caption = CharBlock(label=_("Under the map"), max_length=120, required=False)
    address = TextBlock(label=_("Address to copy"), max_length=200, rows=3)
    ways = ListBlock(
        RowBlock(), label=_("Ways"), min_num=0, collapsed=True, help_text=_("Train, car, reception, telephone.")
    )

    class Meta:
        icon = "site"
        label = _("Place")
        label_format = "{name}"


class PlacesBlock(StructBlock):
    """Places with map, address and directions that print on one sheet."""

    places = ListBlock(PlaceBlock(), label=_("Places"), min_num=1)

    class Meta:
        icon = "site"
        group = _("Company")
        label = _("Access")
        description = _("Each works with its map, its address to copy, and the ways to it. Made to be printed.")
        template = "home/blocks/places.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "places": [
                {
                    "name": _("Head office (sample)"),
                    "address": _("1-2-3 Kessho-cho, Mihon-shi,\nOsaka 000-0000, Japan"),
                    "ways": [{"heading": _("Train"), "text": _("Eight minutes on foot from the station")}],
                }
            ]
        }

    def get_preview_value(self) -> Any:
        value = super().get_preview_value()
        value["places"][0]["map"] = newest_picture()
        value["places"][0]["names"] = [{"text": str(_("Station")), "across": 20, "down": 20}]
        return value


class JobValue(StructValue):
    """The value of a vacancy: whether its closing date is over."""

    @cached_property
    def closed(self) -> bool:
        closes = self.get("closes")
        return closes is not None and closes < today()


class JobBlock(StructBlock):
    """One vacancy."""

    title = CharBlock(label=_("Work"), max_length=60)
    place = CharBlock(label=_("Place of work"), max_length=60)
    number = CharBlock(label=_("How many"), max_length=20, required=False)
    text = TextBlock(label=_("What the work is"), max_length=400, rows=3)
    conditions = ListBlock(
        RowBlock(),
        collapsed=True,
        label=_("Conditions"),
        min_num=1,
        help_text=_("Contract, hours, pay, holidays, insurance, trial period."),
    )
    closes = DateBlock(
        label=_("Closing date"), required=False, help_text=_("The last day. From the next one it is said to be closed.")
    )

    class Meta:
        icon = "user"
        label = _("Vacancy")
        value_class = JobValue
        label_format = "{title}, {place}"


class JobsBlock(StructBlock):
    """Vacancies with their conditions; one whose closing date is over says that it is closed."""

    jobs = ListBlock(JobBlock(), label=_("Vacancies"), min_num=1)

    class Meta:
        icon = "group"
        group = _("Company")
        label = _("Vacancies")
        description = _("Work, place and conditions, with a closing date after which it says that it is closed.")
        template = "home/blocks/jobs.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "jobs": [
                {
                    "title": _("Compound engineer"),
                    "place": _("Head office (sample)"),
                    "text": _("From grain sizes to volume production."),
                    "conditions": [{"heading": _("Contract"), "text": pgettext_lazy("employment", "Permanent")}],
                    "closes": date(2020, 3, 31),
                }
            ]
        }
