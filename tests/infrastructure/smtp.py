"""A mail server on loopback that follows a script: it takes mail, refuses it, stays silent or drops the line."""

import contextlib
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import BinaryIO

OK = {"MAIL": "250 OK", "RCPT": "250 OK", "DATA": "354 Go on", "END": "250 Taken", "QUIT": "221 Bye"}
SILENCE, DROP = "silence", "drop"  # instead of an answer


@dataclass
class Script:
    """What the server answers to each step (CONNECT, EHLO, MAIL, RCPT, DATA, END, QUIT), what it took, and for whom.

    `said` holds the lines that name sender and receivers, without what follows the address.
    """

    answers: dict[str, str] = field(default_factory=dict)
    taken: list[EmailMessage] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    took: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    def answer(self, step: str) -> str:
        return self.answers.get(step) or OK.get(step, "250 loopback")


class Line:
    """One conversation."""

    def __init__(self, connection: socket.socket, script: Script, closing: threading.Event) -> None:
        self.connection, self.script, self.closing = connection, script, closing
        self.file: BinaryIO = connection.makefile("rb")

    def hold(self) -> None:
        """Talk until one side has had enough."""
        with contextlib.suppress(OSError, EOFError), self.connection:
            self.say("CONNECT", "220 loopback")
            while line := self.file.readline():
                step = line[:4].decode("ascii", "replace").strip().upper()
                if step in ("MAIL", "RCPT"):
                    self.script.said.append(re.sub(r">.*", ">", f"{step}{line[4:].decode().rstrip()}"))
                self.say("EHLO" if step in ("EHLO", "HELO") else step)
                if step == "DATA" and self.script.answer("DATA").startswith("354"):
                    self.take()
                if step == "QUIT":
                    return

    def take(self) -> None:
        lines = iter(self.file.readline, b".\r\n")
        body = b"".join(line.removeprefix(b".") if line.startswith(b"..") else line for line in lines)
        message = message_from_bytes(body, policy=policy.default)
        assert isinstance(message, EmailMessage)
        if self.script.answer("END").startswith("250") or self.script.answer("END") in (SILENCE, DROP):
            self.script.taken.append(message)
            self.script.took.set()
        self.say("END")

    def say(self, step: str, usual: str = "") -> None:
        answer = self.script.answers.get(step) or usual or self.script.answer(step)
        if answer == SILENCE:
            self.closing.wait()
        if answer in (SILENCE, DROP):
            raise EOFError
        self.connection.sendall(f"{answer}\r\n".encode())


@contextlib.contextmanager
def mail_server(**answers: str) -> Iterator[Script]:
    """Serve on a free port of loopback as long as the block lasts; `END="451 Later"` scripts an answer."""
    script, closing = Script(answers), threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        script.port = listening.getsockname()[1]

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    line = Line(listening.accept()[0], script, closing)
                    threading.Thread(target=line.hold, daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield script
        finally:
            closing.set()
            listening.shutdown(socket.SHUT_RDWR)
