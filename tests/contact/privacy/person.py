"""What a person does who wants to see what is held: asks, reads the mail, opens the link, goes on with the forms."""

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.core import mail
from django.test import Client

from cluster_cms.mail.sending import send_due_mails
from tests.contact.visit import texts

PLACES = {"ja": "/your-data/", "en": "/en/your-data/"}
LINK = re.compile(r"http://testserver(\S+/link/[\w-]+/)")


@dataclass
class Writer:
    """A person with a mailbox, in a language."""

    client: Client
    address: str
    language: str = "ja"
    secret: str = ""

    @property
    def place(self) -> str:
        return PLACES[self.language]

    def ask(self) -> Any:
        return self.client.post(self.place, {"mail": self.address})

    def mails(self) -> list[Any]:
        """Return what the worker has brought to the mailbox, oldest first."""
        send_due_mails()
        return [letter for letter in mail.outbox if letter.to == [self.address]]

    def link(self) -> str:
        """Ask for a link and return its path as the newest mail has it."""
        assert self.ask().status_code == 303
        found = LINK.search(self.mails()[-1].body)
        assert found, self.mails()[-1].body
        return found[1]

    def open(self) -> Any:
        """Ask, open the link, press its button; the page's forms can be used from here on."""
        return self.take(self.client.post(self.link()))

    def act(self, act: str, **data: Any) -> Any:
        return self.take(self.client.post(f"{self.place}open/", {"opened": self.secret, "act": act, **data}))

    def take(self, response: Any) -> Any:
        """Keep the secret of the page, as its forms do."""
        if found := re.search(r'name="opened" value="([^"]+)"', response.content.decode()):
            self.secret = unescape(found[1])
        return response

    def copy(self) -> dict[str, Any]:
        return dict(json.loads(self.act("copy").content))

    def sees(self, response: Any, *words: str) -> list[str]:
        """Return which of the words a page does not show."""
        page = texts(response)
        return [word for word in words if word not in page]
