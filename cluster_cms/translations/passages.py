"""The passages of a page: every text that somebody writes for its readers, with the place where it stands."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.db import models
from django.utils.html import strip_tags
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock, TextBlock
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import COMMENTS_RELATION_NAME, Page

END_OF_LINE = re.compile(r"</(?:p|h\d|li|blockquote)>|<(?:br|hr)\s*/?>", re.IGNORECASE)
NOT_READ = {"path", "slug", "url_path", "draft_title", "cookie_names", "key"}
NO_PROSE = (models.SlugField, models.URLField, models.EmailField)
Place = tuple[str, ...]


@dataclass(frozen=True)
class Spot:
    """Where a text stands: by the ids of its blocks, which a translation keeps, by their numbers, and in words."""

    place: Place = ()
    numbers: Place = ()
    label: str = ""

    def below(self, name: str, number: str = "", label: Any = "") -> "Spot":
        words = " › ".join(filter(None, (self.label, capfirst(str(label)))))
        return Spot((*self.place, name), (*self.numbers, number or name), words)


@dataclass(frozen=True)
class Passage:
    """One text of a page, without tags; a line for each paragraph."""

    spot: Spot
    text: str


def passages(page: Page) -> list[Passage]:
    """Return the texts of a page as its own class: its fields, the blocks of its stories, its child records."""
    return [passage for passage in [*in_fields(page, Spot()), *in_children(page)] if passage.text.strip()]


def in_fields(record: models.Model, spot: Spot) -> Iterator[Passage]:
    for field in record._meta.concrete_fields:
        here = spot.below(field.name, label=getattr(field, "verbose_name", ""))
        if isinstance(field, StreamField):
            yield from in_block(field.stream_block, field.value_from_object(record), here)
        elif is_read(field):
            text = field.value_from_object(record) or ""
            yield Passage(here, plain(text) if isinstance(field, RichTextField) else text)


def is_read(field: Any) -> bool:
    """Return whether a field holds words for readers: no address, no choice, nothing that the site writes itself."""
    is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, NO_PROSE)
    return is_text and field.editable and not field.choices and field.name not in NOT_READ


def in_children(page: Page) -> Iterator[Passage]:
    """Yield the texts of records that are edited on the page, such as questions; a key holds over both languages."""
    for relation in get_all_child_relations(type(page)):
        name, label = relation.get_accessor_name(), relation.related_model._meta.verbose_name
        if name == COMMENTS_RELATION_NAME:  # staff write these to each other
            continue
        for number, child in enumerate(getattr(page, name).all()):
            own = str(getattr(child, "key", "") or child.pk or number)
            yield from in_fields(child, Spot().below(name, label=f"{label} {number + 1}").below(own, str(number)))


def in_block(block: Any, value: Any, spot: Spot) -> Iterator[Passage]:
    """Yield the texts of a block and of the blocks in it."""
    if isinstance(block, StreamBlock):
        for number, child in enumerate(value or ()):
            yield from in_block(child.block, child.value, spot.below(str(child.id), str(number), child.block.label))
    elif isinstance(block, ListBlock):
        for number, child in enumerate(value.bound_blocks if value else ()):
            yield from in_block(child.block, child.value, spot.below(str(child.id), str(number), f"{number + 1}"))
    elif isinstance(block, ImageBlock):  # its value is the picture itself
        label = block.child_blocks["alt_text"].label
        yield Passage(spot.below("alt_text", label=label), getattr(value, "contextual_alt_text", "") or "")
    elif isinstance(block, StructBlock):
        for name, inner in block.child_blocks.items():
            yield from in_block(inner, value.get(name), spot.below(name, label=inner.label))
    elif isinstance(block, BaseTypedTableBlock):
        yield from in_table(value, spot)
    elif isinstance(block, RichTextBlock):
        yield Passage(spot, plain(value.source if value else ""))
    elif isinstance(block, CharBlock | TextBlock):
        yield Passage(spot, str(value or ""))


def in_table(table: Any, spot: Spot) -> Iterator[Passage]:
    """Yield the caption, the headings and each row of a table with columns as one passage each."""
    lines: Iterable[Any] = [] if table is None else [row["values"] for row in table.row_data]
    heading = [column["heading"] for column in table.columns] if table else []
    yield Passage(spot.below("caption"), table.caption if table else "")
    for number, cells in enumerate([heading, *lines]):
        yield Passage(spot.below(f"row {number}", label=f"{number}"), " | ".join(map(str, cells)).strip(" |"))


def plain(source: str) -> str:
    """Return a rich text without tags, a line for each paragraph."""
    return unescape(strip_tags(END_OF_LINE.sub("\n", source))).strip()


class Counterparts:
    """Finds the passage of a translation that stands where one of the source stands.

    Ids of blocks decide, and keys of records. A field of which the two share none (its translation was not made from a
    copy) is gone through by numbers.
    """

    def __init__(self, source: list[Passage], translation: list[Passage]) -> None:
        self.by_place = {passage.spot.place: passage for passage in translation}
        self.by_numbers = {passage.spot.numbers: passage for passage in translation}
        shared = {passage.spot.place[:2] for passage in source} & {place[:2] for place in self.by_place}
        self.by_ids = {place[0] for place in shared}

    def of(self, spot: Spot) -> Passage:
        """Return the passage of the translation; an empty one where it has none."""
        found = self.by_place.get(spot.place)
        if found is None and spot.place[0] not in self.by_ids:
            found = self.by_numbers.get(spot.numbers)
        return found or NOWHERE


NOWHERE = Passage(Spot(("",), ("",)), "")
