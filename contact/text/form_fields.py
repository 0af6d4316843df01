"""Form fields that accept every usual spelling: full width, blanks, dashes and line ends."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cluster_cms.text import cleaning
from contact.text.email_address import address_error, clean_address

LONG = 5_000  # characters
SHORT = 200


class CleanedField(forms.CharField):
    """A text that is cleaned before anything is checked."""

    default_error_messages = {
        "max_length": _("Shorten this to %(limit_value)d characters; it has %(show_value)d"),
    }

    def __init__(self, *, clean_text: Callable[[str], str] = cleaning.one_line, **options: Any) -> None:
        self.clean_text = clean_text
        super().__init__(**{"max_length": SHORT, **options})

    def to_python(self, value: Any) -> Any:
        return super().to_python(self.clean_text(value or ""))


class MailField(CleanedField, forms.EmailField):
    widget = forms.EmailInput

    def __init__(self, **options: Any) -> None:
        super().__init__(clean_text=clean_address, **{"max_length": 254, **options})

    def run_validators(self, value: Any) -> None:
        try:
            super().run_validators(value)
        except ValidationError as error:
            raise ValidationError(address_error(value)) from error


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
    """A decimal number, kept as it was written: 1,000 becomes 1000, but 0.50 stays 0.50."""

    def __init__(self, **options: Any) -> None:
        super().__init__(clean_text=cleaning.narrow, **{"max_length": 40, **options})

    def to_python(self, value: Any) -> Any:
        return re.sub(r"[\s,]", "", super().to_python(value))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not re.fullmatch(r"[+-]?\d{1,20}(\.\d{1,10})?", value):
            raise ValidationError(_("Write a number, for example 12.5"))


class DayField(CleanedField):
    """A date as year, month, day with any marks between them; becomes an ISO 8601 date."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **options: Any) -> None:
        super().__init__(clean_text=cleaning.narrow, **{"max_length": 40, **options})

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        numbers = [int(number) for number in re.findall(r"\d{1,4}", text)]
        if not text:
            return text
        try:
            year, month, day = numbers
            return date(year, month, day).isoformat()
        except ValueError as error:
            raise ValidationError(_("Write a date as year, month and day, for example 2026-12-01")) from error
