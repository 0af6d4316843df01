"""Form fields that accept every usual spelling: full width, blanks, dashes and line ends."""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cluster_cms.text import cleaning
from cluster_cms.text.email_address import InvalidAddress
from cluster_cms.text.lengths import UncutField
from cluster_cms.text.numbers import UnclearNumber, read_number
from cluster_cms.text.pasted_address import parse_address

LONG = 5_000  # characters
SHORT = 200
MOST_UNIT = 20


class CleanedField(UncutField):
    """A text that is cleaned before anything is checked."""

    def __init__(self, *, clean_text: Callable[[str], str] = cleaning.one_line, **options: Any) -> None:
        self.clean_text = clean_text
        super().__init__(**{"max_length": SHORT, **options})

    def to_python(self, value: Any) -> Any:
        return super().to_python(self.clean_text(value or ""))


class MailField(forms.CharField):
    """One mail address, typed or pasted; becomes the text to which mails go.

    Not an input of the type "email": browsers rewrite what is typed there, and the domain by rules of 2003.
    """

    def __init__(self, *, attrs: dict[str, str] | None = None, **options: Any) -> None:
        keyboard = {"inputmode": "email", "autocapitalize": "none", "spellcheck": "false"}
        super().__init__(widget=forms.TextInput(attrs=keyboard | (attrs or {})), **options)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        try:
            return str(parse_address(text)) if text else ""
        except InvalidAddress as error:
            raise ValidationError(str(error.sentence), code="invalid") from error


class PhoneField(CleanedField):
    """Any way of writing a telephone number with six digits or more, an extension included."""

    widget = forms.TextInput(attrs={"type": "tel"})

    def __init__(self, **options: Any) -> None:
        super().__init__(clean_text=cleaning.phone_number, **{"max_length": 40, **options})

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and len(re.findall(r"\d", value)) < 6:
            raise ValidationError(_("A telephone number has six digits or more"))


class NumberField(CleanedField):
    """A number within its limits, as digits with "-" and "."; 1,000 becomes 1000, but 0.50 stays 0.50."""

    def __init__(
        self,
        *,
        lowest: Decimal | None = None,
        highest: Decimal | None = None,
        units: Sequence[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(clean_text=str, **options)
        self.lowest, self.highest, self.units = lowest, highest, units

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        if not typed:
            return ""
        try:
            return read_number(split_unit(typed, self.units)[0])
        except UnclearNumber as error:
            raise ValidationError(self.unclear(error.meant), code="unclear") from error

    def unclear(self, meant: str) -> Any:
        if meant:
            return _("Write the decimal mark as a point: %(meant)s. A comma separates thousands") % {"meant": meant}
        return _("Write one number in digits, for example 1200 or 12.5, and everything else in your message")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and self.lowest is not None and Decimal(value) < self.lowest:
            raise ValidationError(_("Write a number of %(limit)s or more") % {"limit": plain_number(self.lowest)})
        if value and self.highest is not None and Decimal(value) > self.highest:
            raise ValidationError(_("Write a number up to %(limit)s") % {"limit": plain_number(self.highest)})


def split_unit(text: str, units: Iterable[str]) -> tuple[str, str]:
    """Return a number and the one of the units that is written behind it, if any: 500㎏ is 500 and kg."""
    spelled = {cleaning.narrow(unit): unit for unit in units}
    bare = text.strip()
    for cut in range(max(0, len(bare) - MOST_UNIT), len(bare)):
        if unit := spelled.get(cleaning.narrow(bare[cut:])):
            return bare[:cut].strip(), unit
    return bare, ""


def plain_number(number: Decimal) -> str:
    """Return a number without the zeros that the database adds."""
    return f"{number.normalize():f}"
