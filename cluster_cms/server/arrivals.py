"""Requests on their way: how much of one has to arrive, and until when, before a thread is given to it."""

import re

HEAD_END = b"\r\n\r\n"
LARGEST_HEAD = 32 * 1024  # bytes; a browser's head is a tenth of it
LARGEST_BODY = 300 * 1024  # bytes waited for: more than a visitor may send (cluster_cms.middleware.request_body)
FIRST_BYTE, WHOLE_HEAD, WHOLE_BODY = 10.0, 10.0, 60.0  # seconds, each from the end of the one before
FRAMING = re.compile(rb"\r\n(content-length|transfer-encoding):[ \t]*(.*?)[ \t]*(?=\r\n)", re.IGNORECASE)
EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)


class Arrival:
    """What has come of one request. Only how long to wait is read here; what it means is for gunicorn's parser."""

    def __init__(self, now: float, patience: float = FIRST_BYTE) -> None:
        self.received = bytearray()
        self.deadline = now + patience
        self.wanted = 0  # bytes of the whole request; 0 until its head has come
        self.expects = False  # the sender waits for "100 Continue" before it sends the body

    def add(self, piece: bytes, now: float) -> None:
        if not self.received:
            self.deadline = now + WHOLE_HEAD
        searched = max(0, len(self.received) - len(HEAD_END))
        self.received += piece
        if not self.wanted and (end := self.received.find(HEAD_END, searched)) >= 0:
            self.read_head(bytes(self.received[: end + len(HEAD_END)]), now)

    def read_head(self, head: bytes, now: float) -> None:
        # What is larger, or unclear, is answered by its head: refused, or read by a thread when staff have signed in.
        body = stated_length(head)
        self.wanted = len(head) + (body if body <= LARGEST_BODY else 0)
        self.expects = not self.is_whole and bool(EXPECTS.search(head))
        self.deadline = now + WHOLE_BODY

    @property
    def is_whole(self) -> bool:
        """Return whether a thread can answer it without waiting for its sender."""
        return 0 < self.wanted <= len(self.received)

    @property
    def is_too_long(self) -> bool:
        return not self.wanted and len(self.received) > LARGEST_HEAD


def stated_length(head: bytes) -> int:
    """Return the bytes of the body by the one header that says it; 0 when there is none, or another beside it."""
    stated = [value for _name, value in FRAMING.findall(head)]
    return int(stated[0][:9]) if len(stated) == 1 and stated[0].isdigit() else 0
