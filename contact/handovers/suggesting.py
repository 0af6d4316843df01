"""Suggesting names of receivers: a consent names its receiver, and a hand-over has to write it in the same way."""

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join

from contact.records import Consent

MOST = 50


def agreed_receivers() -> list[str]:
    """Return the receivers that consents name now, each once, those of the newest consents first."""
    named = Consent.objects.given().exclude(receiver_key="").order_by("-answered_at")
    found: dict[str, str] = {}
    for consent in named.only("receiver", "receiver_key")[: MOST * 10]:
        if consent.receiver_key not in found and consent.receiver:
            found[consent.receiver_key] = consent.receiver
    return list(found.values())[:MOST]


class ReceiverInput(forms.TextInput):
    """Takes any name, and offers those to whom somebody has agreed (HTML, `datalist`: no script)."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> Any:
        names = f"{(attrs or {}).get('id', name)}-names"
        typed = super().render(name, value, {**(attrs or {}), "list": names}, renderer)
        offered = format_html_join("", '<option value="{}"></option>', ((one,) for one in agreed_receivers()))
        return format_html('{}<datalist id="{}">{}</datalist>', typed, names, offered)
