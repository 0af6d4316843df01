"""Puts text that would break out of HTML into everything that people can write, and looks for it in everything shown.

A canary is written past all validation: what is shown has to hold by itself. Fields are found from the models and
blocks, so that a new one is planted without a line here.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

from bs4 import BeautifulSoup, Tag
from defusedxml import ElementTree
from django.apps import apps
from django.db import Error, connection, models, transaction
from django.test import Client
from django.urls import Resolver404, resolve
from openpyxl import load_workbook
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cluster_cms.security.append_only import AppendOnlyModel
from tests.infrastructure.role_walk.walk import undone

ELEMENT, ATTRIBUTE = "zqx", "zqa"  # names that no page has
LONG = f'zq\'"></script></style></textarea></title><{ELEMENT} {ATTRIBUTE}=1>{{{{7*191}}}}{{% now "Y" %}}'
SHORT = f"'\"><{ELEMENT}>"
ATTRIBUTES_ONLY = f"'\" {ATTRIBUTE}=1"
SCRIPT = "javascript:zq(1)"
PROSE = f'<p>{LONG.replace("<", "&lt;").replace(">", "&gt;")} <a href="{SCRIPT}">zq</a></p>'
COMPUTED = "zq1337"  # what a template engine would make of the canary
APPS = {
    "cluster_cms",
    "home",
    "library",
    "products",
    "policy",
    "contact",
    "wagtailcore",
    "wagtailredirects",
    "wagtailusers",
    "taggit",
    "auth",
}
# Never typed by anybody: addresses, keys, digests, and what names a page or a program.
MACHINE = re.compile(
    r"(^|_)(path|data|slug|hash|sha256|salt|key|hmac|fingerprint|digest|codename|password|lease|claim|prefix|reference|"
    r"language_code|hostname|object_id|contentpath|position|filter_spec|token_hash|app_version|timezone|time_zone|theme|"
    r"contrast|density|check_name|job|record|state|country|recipient_key|model_path|content_path|route_path|redirect_link"
    r"|action|key_id|languages|html_ja|html_en|language|preferred_language|body_ja|body_en|subject_ja|subject_en|cookie_names)$"
)
SCHEMES = {"href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href"}
SKIPPED = ("/admin/logout/",)
NOT_SENT = ("/admin/logout/", "/admin/account/")  # end the session, or ask for the password


def disarm() -> None:
    """Take away the triggers that let nobody change a row, as somebody with the owner's rights could."""
    tables = [model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnlyModel)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statements = [f'ALTER TABLE "{table}" DISABLE TRIGGER USER' for table in tables]
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            statements = [f'DROP TRIGGER "{name}"' for (name,) in cursor.fetchall()]
        for statement in statements:
            cursor.execute(statement)


def fitting(field: models.Field[Any, Any]) -> str:
    """Return the longest canary that a column takes; empty when none fits."""
    room = field.max_length or len(LONG)
    return next((text for text in (LONG, SHORT, ATTRIBUTES_ONLY) if len(text) <= room), "")


def written_by_people(field: models.Field[Any, Any]) -> bool:
    text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.EmailField)
    return text and not (field.choices or field.unique or field.primary_key or MACHINE.search(field.name))


def planted_value(field: models.Field[Any, Any], instance: models.Model) -> Any:
    if isinstance(field, StreamField):
        stream = getattr(instance, field.name)
        return json.dumps(planted_blocks(field.stream_block, stream.get_prep_value()))
    if isinstance(field, RichTextField):
        return PROSE
    return fitting(field) if written_by_people(field) else ""


def planted_blocks(block: blocks.StreamBlock, stored: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**one, "value": planted(block.child_blocks[one["type"]], one["value"])} for one in stored]


def planted(block: blocks.Block, stored: Any) -> Any:
    """Return the stored form of a block's value with canaries in place of its texts."""
    if stored is None:
        return None
    if isinstance(block, blocks.StructBlock):
        return {name: planted(block.child_blocks[name], value) for name, value in stored.items()}
    if isinstance(block, blocks.StreamBlock):
        return planted_blocks(block, stored)
    if isinstance(block, blocks.ListBlock):
        return [{**one, "value": planted(block.child_block, one["value"])} for one in map(list_item, stored)]
    if isinstance(block, BaseTypedTableBlock):
        return planted_table(block, stored)
    if isinstance(block, blocks.RichTextBlock):
        return PROSE
    if isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.URLBlock):
        return SCRIPT if block.name in ("address", "url") else LONG
    return stored


def list_item(stored: Any) -> dict[str, Any]:
    """Return an item of a list as Wagtail stores it now; those of the sample pages are bare values."""
    known = isinstance(stored, dict) and {"id", "type", "value"} <= stored.keys()
    return stored if known else {"id": str(uuid4()), "type": "item", "value": stored}


def planted_table(block: BaseTypedTableBlock, stored: dict[str, Any]) -> dict[str, Any]:
    cells = [block.child_blocks[column["type"]] for column in stored["columns"]]
    rows = [
        {**row, "values": [planted(cell, value) for cell, value in zip(cells, row["values"], strict=True)]}
        for row in stored["rows"]
    ]
    columns = [{**column, "heading": LONG} for column in stored["columns"]]
    return {**stored, "columns": columns, "rows": rows, "caption": LONG}


@dataclass
class Garden:
    """What was planted, and what came of it."""

    fields: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)  # refused by the database
    outputs: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    forms: dict[str, tuple[str, dict[str, list[str]]]] = field(default_factory=dict)  # action and fields, by view
    tables: Counter[str] = field(default_factory=Counter)  # files for spreadsheets that were read, by type

    def plant(self) -> None:
        """Write a canary into every text of every row, also of append-only ones, and into a new draft of every page."""
        disarm()
        for model in apps.get_models():
            if model._meta.app_label in APPS and model._meta.managed:
                for instance in model._default_manager.all()[:30]:
                    self.plant_row(instance)
        for page in Page.objects.filter(depth__gt=1, alias_of=None).specific():
            page.save_revision(clean=False)

    def plant_row(self, instance: models.Model) -> None:
        own = instance._meta.local_fields
        values = {one.name: value for one in own if (value := planted_value(one, instance))}
        names = {f"{instance._meta.label}.{name}" for name in values}
        if not values:
            return
        try:
            with transaction.atomic():
                type(instance)._base_manager.filter(pk=instance.pk).update(**values)
        except (Error, TypeError):
            self.closed |= names
        else:
            self.fields |= names

    def crawl(self, client: Client, starts: list[str], per_route: int) -> "Garden":
        """Look at every address that can be reached by GET, at most `per_route` of one view."""
        waiting, seen, routes = list(starts), set[str](), Counter[str]()
        while waiting:
            address = waiting.pop(0)
            route = route_of(address)
            if address in seen or route is None or routes[route] >= per_route:
                continue
            seen.add(address)
            routes[route] += 1
            waiting += self.look(address, client.get(address))
        self.outputs.update(routes)
        return self

    def post_forms(self, client: Client) -> "Garden":
        """Send each form that was met, with canaries in its texts, once to each view; look at the answer, and undo."""
        for address, fields in list(self.forms.values()):
            with undone(client):
                self.look(address, client.post(address, fields))
        return self

    def look(self, address: str, response: Any) -> list[str]:
        """Note what is wrong with an answer; return the addresses in it."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        content = b"".join(response) if response.streaming else response.content
        text = content.decode(errors="replace")
        if response.status_code >= 500:
            self.problems.append(f"{address}: {response.status_code}")
        if kind in TABLES:
            self.tables[kind] += 1
            self.problems += [
                f"{address}: the cell {cell[:20]}" for cell in TABLES[kind](content) if cell.startswith(("=", "+", "@"))
            ]
        if kind == "text/html":
            return self.look_at_html(address, text)
        if kind in ("application/json", "text/xml", "application/xml", "application/atom+xml"):
            self.look_at_data(address, kind, text)
        location = response.headers.get("Location")
        return [urljoin(address, location)] if location else []

    def look_at_html(self, address: str, text: str) -> list[str]:
        page = BeautifulSoup(text, "html.parser", multi_valued_attributes=None)
        self.problems += [f"{address}: {fault}" for tag in page.find_all(True) for fault in faults(tag)]
        if COMPUTED in text:
            self.problems.append(f"{address}: a template was run")
        for form in page.find_all("form", method=re.compile("post", re.IGNORECASE)):
            action = same_site(address, str(form.get("action") or address))
            if action and (route := route_of(action)) and not action.startswith(NOT_SENT):
                self.forms.setdefault(route, (action, filled_in(form)))
        values = [str(value) for tag in page.find_all(True) for value in tag.attrs.values()]
        return [one for value in values if value and (one := same_site(address, value))]

    def look_at_data(self, address: str, kind: str, text: str) -> None:
        try:
            if kind.endswith("json"):
                json.loads(text)
            elif f"<{ELEMENT}" in text or next(ElementTree.fromstring(text.encode()).iter(ELEMENT), None):
                self.problems.append(f"{address}: an element in XML")
        except ValueError as error:
            self.problems.append(f"{address}: {type(error).__name__}")


def filled_in(form: Tag) -> dict[str, list[str]]:
    """Return what a browser would send after somebody typed a canary into each text and chose something."""
    sent: dict[str, list[str]] = {}
    for control in form.find_all(["input", "textarea", "select", "button"]):
        name, kind = str(control.get("name", "")), str(control.get("type", "text"))
        if not name or kind in ("file", "image"):
            continue
        if control.name == "select":
            options = [str(option.get("value", "")) for option in control.find_all("option")]
            sent.setdefault(name, []).append(next(filter(None, options), ""))
        elif control.name == "textarea" or kind in ("text", "search", "url", "tel"):
            sent.setdefault(name, []).append(LONG)
        elif kind == "radio" or (kind == "submit" or control.name == "button"):
            sent.setdefault(name, [str(control.get("value", ""))])
        else:
            sent.setdefault(name, []).append(str(control.get("value", "on" if kind == "checkbox" else "")))
    return sent


def csv_cells(content: bytes) -> Iterator[str]:
    yield from chain.from_iterable(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def xlsx_cells(content: bytes) -> Iterator[str]:
    """Yield the formulas of a workbook: text in it is never read as one."""
    for sheet in load_workbook(io.BytesIO(content)):
        yield from (str(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "f")


TABLES = {"text/csv": csv_cells, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": xlsx_cells}


def faults(tag: Tag) -> Iterator[str]:
    """Yield what an element shows that only a canary can have made."""
    if tag.name == ELEMENT:
        yield f"an element in {tag.parent.name if tag.parent else ''}"
    for name, value in tag.attrs.items():
        if name == ATTRIBUTE or name.startswith(f"<{ELEMENT}"):
            yield f"an attribute of {tag.name}"
        if name in SCHEMES and str(value).strip().lower().startswith(("javascript:", "data:text")):
            yield f"a scheme in {name} of {tag.name}"


def same_site(address: str, value: str) -> str:
    """Return an attribute's value as an address of the site; empty when it is none."""
    if not value.startswith(("/", "?")) or value.startswith("//") or any(mark in value for mark in " <>'\"\n"):
        return ""
    full = urlsplit(urljoin(address, value))
    return f"{full.path}?{full.query}" if full.query else full.path


def route_of(address: str) -> str | None:
    """Return what is counted as one output: a public page, else a view; None for files and what ends a session."""
    path = urlsplit(address).path
    if path.startswith(("/static/", "/media/", "/documents/", *SKIPPED)):
        return None
    try:
        match = resolve(path)
    except Resolver404:
        return None
    public = not path.startswith("/admin/")
    return (
        path
        if public and match.url_name in ("wagtail_serve", "below_a_page")
        else f"{match.view_name} {match.func.__module__}"
    )
