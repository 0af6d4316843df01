"""Visitors who write one inquiry after the other through nginx: the form, the check, the send, the page that thanks."""

import contextlib
import http.client
import itertools
import threading
from collections import Counter
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qs, urlsplit

from contact.inquiries.draft import load_draft, reference_on
from contact.models import Inquiry
from tests.contact.visit import WRITTEN
from tests.faults.clients import TIMEOUT, TRIES, NoAnswer, Visitor, at_once
from tests.faults.front import HOST, trusting
from tests.faults.history import Told, violations

WRITERS = 4


@dataclass(frozen=True)
class Refusal:
    """An answer that was not the next step, or none (status 0); `shows` tells whether it shows the text again."""

    status: int
    shows: bool


class Writer(Visitor):
    """One visitor, who presses the button again until the next step is shown."""

    def __init__(self, port: int, page_id: int, name: str) -> None:
        super().__init__(port, page_id, name)
        self.refusals: list[Refusal] = []

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPSConnection(HOST, self.port, timeout=TIMEOUT, context=trusting("http/1.1"))

    def write(self, text: str) -> None:
        """Write, check and send one inquiry."""
        self.persist("GET")
        own = {"message": text, "mail": f"{text}@example.com"}
        self.step({**self.hidden(), **WRITTEN, **own, "step": "confirm"}, 200, text)
        sealed = self.hidden()["draft"]
        key = load_draft(sealed, page_id=self.page_id).submission_key
        self.told.append(Told(key, None))
        answer = self.step({"draft": sealed, "step": "send"}, 303, text)
        receipt = parse_qs(urlsplit(answer.headers["Location"]).query)["receipt"][0]
        self.told.append(Told(key, reference_on(receipt)))

    def step(self, form: dict[str, str], wanted: int, text: str) -> http.client.HTTPResponse:
        for _try in range(TRIES):
            refusal = Refusal(0, False)
            with contextlib.suppress(NoAnswer):
                answer = self.ask("POST", form)
                if answer.status == wanted:
                    return answer
                refusal = Refusal(answer.status, text in self.text)
            self.refusals.append(refusal)
        raise NoAnswer


class Writers:
    """Several visitors at once, each in a thread, until the block ends."""

    def __init__(self, port: int, page_id: int) -> None:
        self.before = set(Inquiry.objects.values_list("submission_key", flat=True))
        self.all = [Writer(port, page_id, f"writer{number}") for number in range(WRITERS)]
        self.stop = threading.Event()

    def writing(self) -> AbstractContextManager[None]:
        return at_once([partial(self.write_until_stopped, one) for one in self.all], self.stop)

    def write_until_stopped(self, writer: Writer) -> None:
        for number in itertools.count():
            if self.stop.is_set():
                return
            writer.write(f"{writer.name}of{id(self)}number{number}")

    @property
    def told(self) -> list[Told]:
        return [one for writer in self.all for one in list(writer.told)]

    def acknowledged(self) -> int:
        return sum(one.reference is not None for one in self.told)

    def refusals(self) -> Counter[Refusal]:
        return Counter(one for writer in self.all for one in writer.refusals)

    def statuses_of_pages(self) -> set[int]:
        return {status for writer in self.all for status in writer.failures}

    def broken_promises(self) -> list[str]:
        """Return one sentence for each inquiry that was acknowledged and is lost, stored twice, or never sent."""
        rows = Inquiry.objects.exclude(submission_key__in=self.before)
        return violations(self.told, rows.values_list("submission_key", "reference"))

    def report(self, what: str) -> str:
        return f"\n{what}: {self.acknowledged()} acknowledged; not at once: {dict(self.refusals())}"
