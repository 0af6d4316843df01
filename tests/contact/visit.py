"""What a visitor does at the form, step by step."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import unescape
from typing import Any

from django.test import Client
from django.utils.translation import override

from cluster_cms import clock
from cluster_cms.pages.sites import language_of
from contact.inquiries.receive import receive_inquiry
from contact.models import Inquiry
from contact.pages import ContactPage
from contact.public.form import InquiryForm
from contact.public.form_flow import draft_of
from policy.publishing.promulgation import policy_in_force

WRITTEN: dict[str, Any] = {
    "subject": "products",
    "company": "例示電機株式会社",
    "name": "山田 太郎",
    "mail": "taro.yamada@example.com",
    "phone": "06-1234-5678",
    "message": "CX-210の試料を希望します。\nよろしくお願いします。",
    "agreement": "on",
}


@dataclass
class Visit:
    """One visitor at one address."""

    client: Client
    address: str

    def hidden(self) -> dict[str, str]:
        """Open the form and return its hidden fields."""
        return hidden_fields(self.client.get(self.address))

    def check(self, **changes: Any) -> Any:
        """Fill the form, with changes, and go to the second step."""
        return self.client.post(self.address, {**self.hidden(), "step": "confirm", **WRITTEN, **changes})

    def draft(self, **changes: Any) -> str:
        response = self.check(**changes)
        assert response.status_code == 200, response.content.decode()
        return hidden_fields(response)["draft"]

    def send(self, draft: str, step: str = "send") -> Any:
        return self.client.post(self.address, {"draft": draft, "step": step})

    def send_all(self, **changes: Any) -> Inquiry:
        """Go through all steps and return what was stored."""
        response = self.send(self.draft(**changes))
        assert response.status_code == 303, response.content.decode()
        return Inquiry.objects.get(reference=reference_shown(self.client.get(response.url)))


def received(page: ContactPage, **changes: Any) -> Inquiry:
    """Store what `send_all` stores, by the same form and the same verb, without showing a page."""
    policy = policy_in_force()
    assert policy
    with override(language_of(page)):
        written = {**WRITTEN, **changes}
        form = InquiryForm(written, questions=page.questions_about(written["subject"]))
        assert form.is_valid(), form.errors
        draft = draft_of(page, form, policy)
        reference = receive_inquiry(draft=draft, page=page, policy_revision_id=policy.pk).reference
    return Inquiry.objects.get(reference=reference)


def letter(text: str, *, sender: str = f"{WRITTEN['name']} <{WRITTEN['mail']}>", at: datetime | None = None) -> str:
    """Return a mail as a program shows it, sent just now."""
    return f"From: {sender}\nDate: {format_datetime(at or clock.now())}\nSubject: 試料の件\n\n{text}"


def hidden_fields(response: Any) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', response.content.decode())
    return {name: unescape(value) for name, value in found}


def reference_shown(response: Any) -> str:
    found = re.search(r'<p class="reference">(.*?)</p>', response.content.decode())
    assert found, response.content.decode()
    return found[1]


def texts(response: Any) -> str:
    """Return a page as a person reads its source: entities resolved, without the places where a line may break."""
    return unescape(response.content.decode().replace("<wbr>", ""))
