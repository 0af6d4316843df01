"""The Excel file of products: taken out and in again it changes nothing; a fault anywhere saves nothing."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook
from wagtail.models import ReferenceIndex

from cluster_cms.security.accounts import User
from products.exchange.checking import Checker, Plan
from products.exchange.lines import all_lines
from products.exchange.workbook import NUMBERS, PRODUCTS, VALUES, Unreadable, read, write
from products.models import Product
from products.pages import ProductPage

ADDRESS = "/admin/products/excel/"
Lines = dict[str, list[dict[str, Any]]]


@pytest.fixture
def lines(database: None) -> Lines:
    return all_lines()


def plan_of(lines: Lines) -> Plan:
    return Checker(read(write(lines))).check()


def faults(lines: Lines) -> list[tuple[str, int, str]]:
    return [(fault.sheet, fault.line, fault.column) for fault in plan_of(lines).faults]


def place(lines: Lines, sheet: str, **wanted: str) -> int:
    """Return the index of the first line of a sheet with these values."""
    return next(at for at, line in enumerate(lines[sheet]) if wanted.items() <= line.items())


def new_product(lines: Lines) -> None:
    lines[PRODUCTS].append(
        {"key": "nb-1", "family": "inkjet", "name_ja": "新製品", "name_en": "Novel", "status": "new"}
    )
    lines[VALUES].append({"product": "nb-1", "property": "nozzles", "unit": "", "typical": 4})
    lines[NUMBERS].append({"product": "nb-1", "number": "NB-1", "former": "はい"})


def test_the_file_taken_in_again_changes_nothing(lines: Lines) -> None:
    plan = plan_of(lines)
    assert (plan.faults, plan.new, plan.changed, plan.unchanged) == ([], [], [], 10)


def test_new_changed_and_missing_lines_are_told_apart(lines: Lines) -> None:
    new_product(lines)
    lines[VALUES][place(lines, VALUES, product="cx-210", property="modulus")]["typical"] = "15 GPa"
    lines[PRODUCTS].pop(place(lines, PRODUCTS, key="mf-20"))
    lines[VALUES] = [line for line in lines[VALUES] if line["product"] != "mf-20"]
    lines[NUMBERS] = [line for line in lines[NUMBERS] if line["product"] != "mf-20"]
    plan = plan_of(lines)
    assert plan.faults == []
    assert [one.record.key for one in plan.new] == ["nb-1"]
    assert [(one.record.key, [change.what for change in one.changes]) for one in plan.changed] == [
        ("cx-210", ["modulus"])
    ]
    assert (plan.unchanged, plan.left_alone) == (8, 1)


VISCOSITY = {"product": "cx-210", "property": "viscosity"}
WRONG: dict[str, tuple[str, dict[str, str], dict[str, Any], str]] = {
    "unit": (VALUES, VISCOSITY, {"unit": "mPa·s"}, "unit"),
    "value in another unit": (
        VALUES,
        {"product": "cx-210", "property": "viscosity"},
        {"typical": "18000 mPa·s"},
        "typical",
    ),
    "no number": (VALUES, VISCOSITY, {"typical": "about 18"}, "typical"),
    "order": (VALUES, VISCOSITY, {"minimum": 99}, "maximum"),
    "words for a number": (VALUES, VISCOSITY, {"text_ja": "高い"}, "text_ja"),
    "property": (VALUES, VISCOSITY, {"property": "viscosities"}, "property"),
    "family": (PRODUCTS, {"key": "cx-210"}, {"family": "nothing"}, "family"),
    "status": (PRODUCTS, {"key": "cx-210"}, {"status": "old"}, "status"),
    "day": (PRODUCTS, {"key": "dropwatch"}, {"last_order_on": "2027-02-30"}, "last_order_on"),
    "no day": (PRODUCTS, {"key": "dropwatch"}, {"last_order_on": ""}, "last_order_on"),
    "circle": (PRODUCTS, {"key": "cx-120"}, {"successor": "cx-100"}, "successor"),
    "unknown successor": (PRODUCTS, {"key": "cx-120"}, {"successor": "cx-999"}, "successor"),
    "name": (PRODUCTS, {"key": "cx-120"}, {"name_en": ""}, "name_en"),
    "application": (PRODUCTS, {"key": "cx-120"}, {"applications": "optics, nothing"}, "applications"),
    "mark": (NUMBERS, {"product": "pulsedrop-1"}, {"former": "perhaps"}, "former"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_cell_is_named_by_sheet_line_and_column(wrong: str, lines: Lines) -> None:
    sheet, wanted, change, column = WRONG[wrong]
    at = place(lines, sheet, **wanted)
    lines[sheet][at] |= change
    assert (sheet, at + 2, column) in faults(lines)


def test_a_number_that_cannot_be_read_is_one_fault_and_not_a_missing_value_too(lines: Lines) -> None:
    lines[VALUES][place(lines, VALUES, product="cx-210", property="modulus")]["typical"] = "15 MPa"
    assert [(fault.column, fault.value) for fault in plan_of(lines).faults] == [("typical", "15 MPa")]


def test_a_line_twice_and_a_line_of_no_product_are_named(lines: Lines) -> None:
    lines[PRODUCTS].append(dict(lines[PRODUCTS][0]))
    lines[VALUES].append({**lines[VALUES][0], "product": "nobody"})
    assert {(PRODUCTS, 12, "key"), (VALUES, len(lines[VALUES]) + 1, "product")} <= set(faults(lines))


def edited(change: Callable[[Workbook], None]) -> bytes:
    """Return the file of all products after somebody changed it by hand."""
    book, output = load_workbook(io.BytesIO(write(all_lines()))), io.BytesIO()
    change(book)
    book.save(output)
    return output.getvalue()


def test_formulas_and_unknown_columns_are_named_and_never_dropped(database: None) -> None:
    def change(book: Workbook) -> None:
        book[PRODUCTS]["C2"] = "=1+1"
        book[PRODUCTS].cell(1, 20, "colour")
        book[VALUES].cell(3, 15, "stray")

    found = {(fault.sheet, fault.line, fault.column) for fault in Checker(read(edited(change))).check().faults}
    assert {(PRODUCTS, 2, "name_ja"), (PRODUCTS, 1, "colour"), (VALUES, 3, "")} <= found


def zipped(**files: str) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/"), text)
    return output.getvalue()


NO_WORKBOOKS = {
    "empty": b"",
    "text": b"key,family",
    "old or encrypted": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9,
    "another archive": zipped(a="b"),
    "macros": zipped(xl__vbaProject="x"),
    "bomb": zipped(a="0" * 70_000_000),
}


@pytest.mark.parametrize("kind", NO_WORKBOOKS)
def test_what_is_no_small_workbook_is_refused_in_words(kind: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(NO_WORKBOOKS[kind])
    assert str(caught.value)


def send(client: Client, content: bytes, **more: str) -> Any:
    return client.post(ADDRESS, {"file": SimpleUploadedFile("products.xlsx", content), **more})


def confirm(client: Client, page: Any) -> Any:
    return client.post(ADDRESS, {"content": page.context["content"], "plan": page.context["digest"]})


def test_marketing_sees_what_a_file_does_and_confirms_it(
    lines: Lines, signed_in: Callable[[User], Client], marketing: User
) -> None:
    client = signed_in(marketing)
    new_product(lines)
    page = send(client, write(lines))
    assert page.status_code == 200
    assert not Product.objects.filter(key="nb-1").exists()
    assert confirm(client, page).status_code == 302
    product = Product.objects.get(key="nb-1")
    assert (product.live, product.values.count(), product.part_numbers.get().former) == (True, 1, True)
    assert ProductPage.objects.filter(product=product, live=True).count() == 2
    assert client.get("/products/inkjet/nb-1/").status_code == 200
    assert ReferenceIndex.get_references_to(product).count() == 2, "who deletes it is told of its pages"


def test_a_file_with_a_fault_saves_nothing_and_says_where(
    lines: Lines, signed_in: Callable[[User], Client], marketing: User
) -> None:
    new_product(lines)
    lines[PRODUCTS][0]["status"] = "old"
    page = send(signed_in(marketing), write(lines))
    assert page.status_code == 422
    assert "<td>products</td><td>2</td><td>status</td><td>old</td>" in page.text
    assert not Product.objects.filter(key="nb-1").exists()


def test_a_change_by_somebody_else_meanwhile_is_shown_before_anything_is_saved(
    lines: Lines, signed_in: Callable[[User], Client], marketing: User
) -> None:
    client = signed_in(marketing)
    new_product(lines)
    page = send(client, write(lines))
    Product.objects.filter(key="cx-210").update(name_en="Changed meanwhile")
    assert confirm(client, page).status_code == 409
    assert not Product.objects.filter(key="nb-1").exists()


@pytest.mark.parametrize("who", ["desk", "legal"])
def test_others_neither_take_products_in_nor_out(
    who: str, person: Callable[[str], User], signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(person(who))
    assert [client.get(address).status_code for address in (ADDRESS, f"{ADDRESS}file/")] == [302, 302]


def test_the_file_is_offered_as_a_workbook(signed_in: Callable[[User], Client], marketing: User) -> None:
    answer = signed_in(marketing).get(f"{ADDRESS}file/")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="products-')
    assert read(answer.content).lines[PRODUCTS][2]["key"] == "cx-210"
