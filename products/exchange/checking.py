"""Checks the lines of a file against the dictionary and the stored products, and plans what would change."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cluster_cms.text.days import read_day
from products.exchange.lines import AMOUNTS, WORDS, all_lines, number_line, product_line, statement, value_line
from products.exchange.workbook import NUMBERS, PRODUCTS, VALUES, Fault, Line, Sheets
from products.models import Application, Family, PartNumber, Product, Property, PropertyValue, Status
from products.text.marks import is_marked, listed
from products.text.units import NoNumber, WrongUnit, number_of, spelled

PLAIN = ("name_ja", "name_en", "summary_ja", "summary_en")


@dataclass(frozen=True)
class Change:
    """What a column or a line of a product was, and what it would be."""

    what: str
    old: str
    new: str


@dataclass
class PlannedProduct:
    """A product of the file: the record, its children, and the changes; `successor` and `related` are keys."""

    record: Product
    is_new: bool
    values: list[PropertyValue] = field(default_factory=list)
    numbers: list[PartNumber] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)
    successor: str = ""
    related: tuple[str, ...] = ()
    changes: list[Change] = field(default_factory=list)


@dataclass
class Plan:
    """What a file would do, and the faults for which it does nothing."""

    products: list[PlannedProduct] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    left_alone: int = 0  # products that are stored and do not stand in the file

    @property
    def new(self) -> list[PlannedProduct]:
        return [one for one in self.products if one.is_new]

    @property
    def changed(self) -> list[PlannedProduct]:
        return [one for one in self.products if one.changes and not one.is_new]

    @property
    def unchanged(self) -> int:
        return sum(not one.changes and not one.is_new for one in self.products)

    def digest(self) -> str:
        """Return a hash of all changes: a plan that was looked at is carried out only while it is still the same."""
        said = repr([(one.record.key, one.is_new, one.changes) for one in self.products])
        return hashlib.sha256(said.encode()).hexdigest()


class Checker:
    """Everything that lines refer to, read once."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets = sheets
        self.plan = Plan(faults=list(sheets.faults))
        self.families = {one.key: one for one in Family.objects.all()}
        self.properties = {one.key: one for one in Property.objects.all()}
        self.applications = {one.key: one for one in Application.objects.all()}
        self.stored = {one.key: one for one in Product.objects.select_related("family", "successor")}
        self.keys = {line.get("key", "") for line in sheets.lines[PRODUCTS].values()} | set(self.stored)

    def fault(self, sheet: str, number: int, column: str, line: Line, message: object) -> None:
        self.plan.faults.append(Fault(sheet, number, column, line.get(column, ""), str(message)))

    def check(self) -> Plan:
        values, numbers = self.grouped(VALUES), self.grouped(NUMBERS)
        seen: set[str] = set()
        for number, line in self.sheets.lines[PRODUCTS].items():
            key = line.get("key", "")
            if key in seen:
                self.fault(PRODUCTS, number, "key", line, _("This product stands in the file twice."))
            seen.add(key)
            planned = self.product(number, line)
            planned.values = list(self.values(values.pop(key, {})))
            planned.numbers = list(self.numbers(numbers.pop(key, {})))
            self.plan.products.append(planned)
        for sheet, left in ((VALUES, values), (NUMBERS, numbers)):
            for lines in left.values():
                for number, line in lines.items():
                    sentence = _("The sheet “products” has no product of this key.")
                    self.fault(sheet, number, "product", line, sentence)
        self.plan.left_alone = len(set(self.stored) - seen)
        self.check_successors()
        if not self.plan.faults:
            self.compare()
        return self.plan

    def grouped(self, sheet: str) -> dict[str, dict[int, Line]]:
        found: dict[str, dict[int, Line]] = defaultdict(dict)
        for number, line in self.sheets.lines.get(sheet, {}).items():
            found[line.get("product", "")][number] = line
        return found

    def product(self, number: int, line: Line) -> PlannedProduct:
        known = self.stored.get(line.get("key", ""))
        record = known or Product(key=line.get("key", ""), live=False)
        record.successor = None  # what it is to be is checked with the whole file
        if known and known.has_unpublished_changes:
            self.fault(PRODUCTS, number, "key", line, _("It has a draft that is not published. Publish it first."))
        for name in PLAIN:
            setattr(record, name, line.get(name, ""))
        family = self.families.get(line.get("family", ""))
        if family:
            record.family = family
        else:
            self.fault(PRODUCTS, number, "family", line, self.known_keys(self.families))
        record.status = self.status(number, line)
        record.last_order_on = self.day(number, line)
        record.sort_order = self.order(number, line)
        planned = PlannedProduct(record, is_new=known is None, successor=line.get("successor", ""))
        planned.applications = [
            self.applications[key] for key in self.each(number, line, "applications", self.applications)
        ]
        planned.related = tuple(self.each(number, line, "related", dict.fromkeys(self.keys)))
        if planned.successor and planned.successor not in self.keys:
            self.fault(PRODUCTS, number, "successor", line, _("There is no product of this key."))
        self.validate(PRODUCTS, number, line, record, exclude=["family", "successor", "picture", "live_revision"])
        return planned

    def validate(
        self, sheet: str, number: int, line: Line, record: Any, exclude: list[str], *, whole: bool = True
    ) -> None:
        """Note the faults of a record; without `whole` those of single fields alone, as some could not be read."""
        try:
            record.clean_fields(exclude=[*exclude, "latest_revision", "sort_order"])
            if whole:
                record.clean()
        except ValidationError as error:
            for column, messages in error.message_dict.items():
                self.fault(sheet, number, column, line, " ".join(messages))

    def status(self, number: int, line: Line) -> str:
        typed = line.get("status", "")
        words = {str(label): code for code, label in Status.choices} | {code: code for code in Status.values}
        if typed not in words:
            known = ", ".join(Status.values)
            self.fault(PRODUCTS, number, "status", line, _("One of these is needed: %(known)s") % {"known": known})
        return words.get(typed, Status.AVAILABLE)

    def day(self, number: int, line: Line) -> date | None:
        if not line.get("last_order_on"):
            return None
        try:
            return read_day(line["last_order_on"])
        except ValueError as error:
            self.fault(PRODUCTS, number, "last_order_on", line, error)
            return None

    def order(self, number: int, line: Line) -> int:
        typed = line.get("sort_order") or "0"
        if not (typed.isascii() and typed.isdigit() and int(typed) <= 30_000):
            self.fault(PRODUCTS, number, "sort_order", line, _("A whole number from 0 to 30000 is needed."))
            return 0
        return int(typed)

    def each(self, number: int, line: Line, column: str, known: Mapping[str, Any]) -> Iterator[str]:
        """Yield the keys of a list with commas."""
        for key in filter(None, (part.strip() for part in listed(line.get(column, "")))):
            if key in known:
                yield key
            else:
                sentence = _("“%(key)s” is not known.") % {"key": key}
                self.fault(PRODUCTS, number, column, line, sentence)

    def known_keys(self, known: Mapping[str, Any]) -> str:
        return _("One of these is needed: %(known)s") % {"known": ", ".join(known)}

    def values(self, lines: Mapping[int, Line]) -> Iterator[PropertyValue]:
        seen: set[str] = set()
        for number, line in lines.items():
            what = self.properties.get(line.get("property", ""))
            if what is None or what.key in seen:
                sentence = _("This property stands here twice.") if what else self.known_keys(self.properties)
                self.fault(VALUES, number, "property", line, sentence)
                continue
            seen.add(what.key)
            value = PropertyValue(property=what, **{name: line.get(name, "") for name in WORDS})
            if spelled(line.get("unit", "")) != what.unit:
                sentence = _("The values of this property are in %(unit)s.") % {"unit": what.unit or _("no unit")}
                self.fault(VALUES, number, "unit", line, sentence)
            known = len(self.plan.faults)
            for name in AMOUNTS:
                setattr(value, name, self.amount(number, line, name, what))
            all_read = len(self.plan.faults) == known
            self.validate(VALUES, number, line, value, exclude=["product", "property"], whole=all_read)
            yield value

    def amount(self, number: int, line: Line, column: str, what: Property) -> Any:
        if not line.get(column):
            return None
        try:
            return number_of(line[column], what.unit_family, what.unit)
        except WrongUnit as wrong:
            words = {"unit": what.unit or "1", "number": wrong.as_unit}
            right = _("In %(unit)s it is %(number)s.") % words if wrong.as_unit is not None else ""
            sentence = _("The values of this property are in %(unit)s.") % words
            self.fault(VALUES, number, column, line, f"{sentence} {right}".strip())
        except NoNumber:
            self.fault(VALUES, number, column, line, _("This is no number that can be kept exactly."))
        return None

    def numbers(self, lines: Mapping[int, Line]) -> Iterator[PartNumber]:
        for number, line in lines.items():
            former = is_marked(line.get("former", ""))
            if former is None:
                self.fault(NUMBERS, number, "former", line, _("Write yes, or leave it empty."))
            texts = {name: line.get(name, "") for name in ("number", "option_ja", "option_en")}
            record = PartNumber(former=bool(former), **texts)
            self.validate(NUMBERS, number, line, record, exclude=["product", "folded"])
            yield record

    def check_successors(self) -> None:
        """Find products whose successors lead back to them, in the file and what is stored together."""
        after = {key: one.successor.key for key, one in self.stored.items() if one.successor}
        after |= {one.record.key: one.successor for one in self.plan.products}
        for number, line in self.sheets.lines[PRODUCTS].items():
            seen, key = set(), line.get("key", "")
            while key and key not in seen:
                seen.add(key)
                key = after.get(key, "")
            if key and key == line.get("key"):
                self.fault(PRODUCTS, number, "successor", line, _("Its successors lead back to this product."))

    def compare(self) -> None:
        """Note what each product of the file would change."""
        before = stored_states()
        for planned in self.plan.products:
            old = before.get(planned.record.key, {})
            new = state_of(planned)
            planned.changes = [
                Change(what, old.get(what, ""), new.get(what, ""))
                for what in dict.fromkeys([*old, *new])
                if old.get(what, "") != new.get(what, "")
            ]


def stored_states() -> dict[str, dict[str, str]]:
    """Return what is stored of each product, by its key, as texts by what they say."""
    lines = all_lines()
    children: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for sheet in (VALUES, NUMBERS):
        for line in lines[sheet]:
            children[sheet, line["product"]].append(line)
    return {
        line["key"]: joined(line, children[VALUES, line["key"]], children[NUMBERS, line["key"]])
        for line in lines[PRODUCTS]
    }


def state_of(planned: PlannedProduct) -> dict[str, str]:
    """Return what would be stored of a product, as texts by what they say."""
    record = planned.record
    line = product_line(record, planned.applications, [])
    line |= {"successor": planned.successor, "related": ", ".join(sorted(planned.related))}
    values = [value_line(record, one) for one in planned.values]
    return joined(line, values, [number_line(record, one) for one in planned.numbers])


def joined(line: dict[str, Any], values: list[dict[str, Any]], numbers: list[dict[str, Any]]) -> dict[str, str]:
    own = {name: "" if value is None else str(value) for name, value in line.items()}
    return own | statement(values) | statement(numbers)
