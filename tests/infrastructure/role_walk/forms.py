"""What a browser would send with the forms of a page: their own values, one body for each button."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.tests.utils import get_test_image_file

PASSWORD = "Tadashii-Uma-Denchi-9"
TYPED = {
    "email": "someone@example.com",
    "number": "1",
    "date": "2026-12-01",
    "url": "https://example.com/",
    "password": PASSWORD,
}


class Form(NamedTuple):
    """Where a form is sent to, what with, and the button that is pressed."""

    path: str
    query: dict[str, Any]
    body: dict[str, Any]
    button: str = ""


def forms_of(address: str, content: str) -> Iterator[Form]:
    """Yield each form of a page that is sent by POST: as it stands, then with its empty fields filled in."""
    page = BeautifulSoup(html_of(content), "html.parser")
    for form in page.find_all("form"):
        if str(form.get("method", "")).lower() != "post":
            continue
        target = urlsplit(urljoin(address, str(form.get("action") or address)))
        for fill in (False, True):
            for name, value in buttons(form) or [("", "")]:
                pressed = {name: value} if name else {}
                yield Form(target.path, parse_qs(target.query), {**dict(values(form, fill)), **pressed}, name + value)


def html_of(content: str) -> str:
    """Return the HTML of an answer; Wagtail sends that of a dialogue inside JSON."""
    if not content.startswith("{"):
        return content
    found = json.loads(content)
    return str(found.get("html", "")) if isinstance(found, dict) else ""


def buttons(form: Tag) -> list[tuple[str, str]]:
    found = form.find_all("button", attrs={"name": True})
    return [(str(one["name"]), str(one.get("value", ""))) for one in found if not one.has_attr("disabled")]


def values(form: Tag, fill: bool) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a form: checkboxes of one name together, empty lists of blocks by their count."""
    names = {str(one["name"]) for one in form.find_all(["input", "textarea", "select"], attrs={"name": True})}
    for name in sorted(names - {"csrfmiddlewaretoken"}):
        controls = form.find_all(True, attrs={"name": name})
        chosen = [one for control in controls for one in control_values(control, fill)]
        kinds = {str(control.get("type", "")) for control in controls}
        if "radio" in kinds:
            checked = [control for control in controls if control.has_attr("checked")] or controls[:1]
            chosen = [str(checked[0].get("value", ""))]
        if chosen:
            yield name, chosen
    for block in form.find_all(True, attrs={"data-block": True, "id": True}):
        yield f"{block['id']}-count", "0"


def control_values(control: Tag, fill: bool) -> Iterator[Any]:
    """Yield what one control adds to the body."""
    kind = str(control.get("type", "text"))
    if control.name == "select":
        options = control.find_all("option")
        found = [one for one in options if one.has_attr("selected")]
        found = found or ([] if control.has_attr("multiple") and not fill else options[-1 if fill else 0 :][:1])
        yield from (str(one.get("value", "")) for one in found)
    elif kind == "checkbox":
        if control.has_attr("checked") or fill:
            yield str(control.get("value", "on"))
    elif kind == "file":
        if fill:
            yield upload(control)
    elif kind not in ("submit", "button", "image"):
        text = control.text.strip() if control.name == "textarea" else str(control.get("value", ""))
        yield text or (typed(control, kind) if fill and kind != "hidden" else "")


def typed(control: Tag, kind: str) -> str:
    name = str(control["name"])
    by_name = next((TYPED[word] for word in TYPED if word in name), "x1")
    return TYPED.get(kind, TYPED["date"] if name.endswith("_on") else by_name)


def upload(control: Tag) -> Any:
    if "image" in str(control.get("accept", "")):
        return get_test_image_file()
    return SimpleUploadedFile("x.txt", b"words", "text/plain")
