"""Takes the pieces of text out of a page: as it stands in the database, or as it stands in the form of the editor."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea
from wagtail.blocks import BaseStructBlock, Block, CharBlock, ListBlock, RichTextBlock, StreamBlock, TextBlock
from wagtail.blocks.base import BlockWidget
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from cluster_cms.blocks.layout import HeadingBlock
from cluster_cms.blocks.links import LinkBlock
from cluster_cms.checks.faults import TextKind, TextPiece
from cluster_cms.checks.running_texts import paragraphs, stored_paragraphs
from cluster_cms.pages.page_description import description_of

NOT_READ = {"slug", "address", "cookie_names", "next", "comments"}  # not words for readers
DESCRIBES = ("search_description", "listing_summary", "lead")  # the first that is filled describes the page
OWN_LANGUAGE = re.compile("[_-](ja|en)(?=[_-]|$)")
Data = Mapping[str, str]
FormClass = Any  # of an editor: has `base_fields`


def texts_of_form(form_class: FormClass, data: Any, *, language: str) -> list[TextPiece]:
    """Return the pieces in what an editor's form sends. Raises KeyError or ValueError for what no form sends."""
    texts, values = Texts(data, language), values_sent(form_class, data)
    pieces = list(texts.of_fields(form_class, values))
    for name, formset in formsets_of(form_class):
        for number in rows_sent(data, name, most=formset.absolute_max):
            row = f"{name}-{number}-"
            pieces += texts.of_fields(formset.form, values_sent(formset.form, data, row), row)
    if not is_described(form_class._meta.model, values, pieces):
        pieces.append(TextPiece("", TextKind.DESCRIPTION, language, field="search_description"))
    return pieces


def texts_of_page(page: Page) -> list[TextPiece]:
    """Return the pieces of a page that is stored."""
    form_class, language = type(page).get_edit_handler().get_form_class(), page.locale.language_code
    texts = Texts({}, language)
    pieces = list(texts.of_fields(form_class, values_stored(form_class, page)))
    for name, formset in formsets_of(form_class):
        for number, row in enumerate(getattr(page, name).all()):
            pieces += texts.of_fields(formset.form, values_stored(formset.form, row), f"{name}-{number}-")
    if not description_of(page, language):
        pieces.append(TextPiece("", TextKind.DESCRIPTION, language, field="search_description"))
    return pieces


def values_sent(form_class: FormClass, data: Any, row: str = "") -> dict[str, Any]:
    """Return what a form sends in its fields of text; `row` begins their names in a row of an inline panel."""
    return {
        name: field.widget.value_from_datadict(data, {}, f"{row}{name}")
        for name, field in form_class.base_fields.items()
        if is_text(name, field)
    }


def values_stored(form_class: FormClass, record: Any) -> dict[str, Any]:
    fields = form_class.base_fields.items()
    return {name: getattr(record, name) for name, field in fields if is_text(name, field) and hasattr(record, name)}


def formsets_of(form_class: FormClass) -> list[tuple[str, Any]]:
    """Return the inline panels of a form, each with its name."""
    return [one for one in getattr(form_class, "formsets", {}).items() if one[0] not in NOT_READ]


def rows_sent(data: Data, name: str, *, most: int) -> list[int]:
    """Return the numbers of an inline panel's rows that are not deleted, in order. Raises ValueError over `most`."""
    count = int(data[f"{name}-TOTAL_FORMS"])
    if count > most:
        raise ValueError
    kept = [at for at in range(count) if not data.get(f"{name}-{at}-DELETE")]
    return sorted(kept, key=lambda at: int(data.get(f"{name}-{at}-ORDER") or at))


def is_described(model: type[Page], values: Mapping[str, Any], pieces: list[TextPiece]) -> bool:
    """Return whether a page says of itself what it is about: as `description_of` does for a stored one.

    Pages of products take the words of their product.
    """
    if "search_description" not in values or ("lead" not in values and "summary" in vars(model)):
        return True
    in_body = any(piece.field.startswith("body-") and piece.block for piece in pieces)
    return in_body or any(str(values.get(name) or "").strip() for name in DESCRIBES)


def is_text(name: str, field: forms.Field) -> bool:
    if name in NOT_READ:
        return False
    return isinstance(field.widget, BlockWidget | DraftailRichTextArea) or type(field) is forms.CharField


class Texts:
    """Walks through fields and blocks; in a form's data names count the blocks as they were before they were moved."""

    def __init__(self, data: Data, language: str) -> None:
        self.data, self.language = data, language

    def language_of(self, name: str) -> str:
        """Return the language of a field: its own (text_en, clause-ja), else that of the page."""
        named = OWN_LANGUAGE.findall(name)
        return named[-1] if named else self.language

    def piece(self, name: str, text: Any, kind: TextKind, **more: Any) -> Iterator[TextPiece]:
        written = str(text or "").replace("\r\n", "\n")
        if written or kind in (TextKind.ALT, TextKind.HEADING):
            yield TextPiece(written, kind, self.language_of(name), field=name, **more)

    def of_fields(self, form_class: FormClass, values: Mapping[str, Any], row: str = "") -> Iterator[TextPiece]:
        for key, value in values.items():
            widget, name = form_class.base_fields[key].widget, f"{row}{key}"
            if isinstance(widget, BlockWidget):
                yield from self.of_block(widget.block_def, value, name)
            elif isinstance(widget, DraftailRichTextArea):
                yield from self.of_running_text(value, name)
            elif name == "title":
                yield from (replace(one, level=1) for one in self.piece(name, value, TextKind.HEADING))
            else:
                yield from self.piece(
                    name, value, TextKind.TEXT if isinstance(widget, forms.Textarea) else TextKind.LINE
                )

    def of_block(self, block: Block, value: Any, name: str) -> Iterator[TextPiece]:
        if isinstance(block, StreamBlock):
            for number, child in zip(self.order(name, len(value)), value, strict=False):
                yield from self.of_block(child.block, child.value, f"{name}-{number}-value")
        elif isinstance(block, ListBlock):
            for number, item in zip(self.order(name, len(value)), value, strict=False):
                yield from self.of_block(block.child_block, item, f"{name}-{number}-value")
        elif isinstance(block, TypedTableBlock):
            yield from self.of_table(value, name)
        elif isinstance(block, ImageBlock):
            if value and not value.decorative:
                yield from self.piece(f"{name}-alt_text", value.contextual_alt_text, TextKind.ALT)
        elif isinstance(block, BaseStructBlock):
            yield from self.of_struct(block, value, name)
        elif isinstance(block, RichTextBlock):
            yield from self.of_running_text(value, name)
        elif type(block) in (CharBlock, TextBlock):
            yield from self.piece(name, value, TextKind.TEXT if isinstance(block, TextBlock) else TextKind.LINE)

    def of_struct(self, block: Any, value: Any, name: str) -> Iterator[TextPiece]:
        for key, child in block.child_blocks.items():
            place, inside = f"{name}-{key}", value.get(key)
            if isinstance(block, HeadingBlock) and key == "title":
                yield from self.piece(place, inside, TextKind.HEADING, level=2)
            elif isinstance(block, LinkBlock) and key == "text":
                yield from self.piece(place, inside, TextKind.LINK)
            elif key not in NOT_READ:
                yield from self.of_block(child, inside, place)

    def of_table(self, table: Any, name: str) -> Iterator[TextPiece]:
        if table is None:
            return
        yield from self.piece(f"{name}-caption", table.caption, TextKind.LINE)
        columns = self.order(f"{name}-column", len(table.columns))
        for number, column in zip(columns, table.columns, strict=False):
            yield from self.piece(f"{name}-column-{number}-heading", column["heading"], TextKind.LINE)
        for number, row in zip(self.order(f"{name}-row", len(table.row_data)), table.row_data, strict=False):
            for place, column, cell in zip(columns, table.columns, row["values"], strict=False):
                yield from self.of_block(column["block"], cell, f"{name}-cell-{number}-{place}")

    def order(self, name: str, count: int) -> list[int]:
        """Return the numbers of the form's rows that are not deleted, in the order of the page."""
        if f"{name}-count" not in self.data:
            return list(range(count))
        kept = [at for at in range(int(self.data[f"{name}-count"])) if not self.data.get(f"{name}-{at}-deleted")]
        return sorted(kept, key=lambda at: int(self.data.get(f"{name}-{at}-order") or at))

    def of_running_text(self, value: Any, name: str) -> Iterator[TextPiece]:
        language = self.language_of(name)
        if sent := self.data.get(name):
            yield from paragraphs(sent, name, language)
        else:
            yield from stored_paragraphs(str(getattr(value, "source", value) or ""), name, language)
