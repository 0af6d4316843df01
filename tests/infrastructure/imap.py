"""A mail server on loopback that speaks as much IMAP (RFC 3501) as the desk's mailbox needs."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PASSWORD = "open sesame"


@dataclass
class Account:
    """Folders with their mails by number; `fail` names a command that is refused, or that drops the line."""

    folders: dict[str, dict[int, bytes]] = field(default_factory=lambda: {"INBOX": {}})
    deleted: set[int] = field(default_factory=set)
    old: set[int] = field(default_factory=set)  # what SEARCH BEFORE finds
    refused: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)
    commands: list[str] = field(default_factory=list)
    port: int = 0
    last: int = 0

    def deliver(self, content: bytes, folder: str = "INBOX") -> int:
        self.last += 1
        self.folders.setdefault(folder, {})[self.last] = content
        return self.last


class Conversation(socketserver.StreamRequestHandler):
    """One connection; each command is answered by the method of its name."""

    account: Account
    selected = ""

    def handle(self) -> None:
        self.say(b"* OK loopback")
        while line := self.rfile.readline():
            tag, command, *rest = line.decode().strip().split(" ", 2)
            if command.upper() == "UID":
                command, *rest = rest[0].split(" ", 1)
            self.account.commands.append(command.upper())
            if command.upper() in self.account.dropped:
                return
            if command.upper() in self.account.refused or not self.answer(command.upper(), rest[0] if rest else ""):
                self.say(f"{tag} NO refused for open sesame".encode())
            else:
                self.say(f"{tag} OK done".encode())

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")

    def answer(self, command: str, rest: str) -> bool:
        done = getattr(self, f"on_{command.lower()}")(rest)
        return done is not False

    def on_capability(self, _rest: str) -> None:
        self.say(b"* CAPABILITY IMAP4rev1")

    def on_login(self, rest: str) -> bool:
        return PASSWORD in rest

    def on_select(self, rest: str) -> bool:
        self.selected = rest.strip('"')
        self.say(b"* %d EXISTS" % len(self.account.folders.get(self.selected, {})))
        return self.selected in self.account.folders

    def on_list(self, rest: str) -> None:
        name = rest.split(" ")[-1].strip('"')
        if name in self.account.folders:
            self.say(f'* LIST () "." "{name}"'.encode())

    def on_create(self, rest: str) -> None:
        self.account.folders[rest.strip('"')] = {}

    def on_search(self, rest: str) -> None:
        there = set(self.account.folders[self.selected])
        found = sorted(there & self.account.old if "BEFORE" in rest else there)
        self.say(b"* SEARCH " + " ".join(map(str, found)).encode())

    def on_fetch(self, rest: str) -> None:
        number, parts = rest.split(" ", 1)
        content = self.account.folders[self.selected][int(number)]
        if "SIZE" in parts:
            self.say(f"* 1 FETCH (UID {number} RFC822.SIZE {len(content)})".encode())
        elif limit := re.search(r"<0\.(\d+)>", parts):
            part = content[: int(limit[1])]
            self.wfile.write(f"* 1 FETCH (UID {number} BODY[]<0> {{{len(part)}}}\r\n".encode() + part + b")\r\n")

    def on_copy(self, rest: str) -> None:
        number, folder = rest.split(" ", 1)
        self.account.deliver(self.account.folders[self.selected][int(number)], folder.strip('"'))

    def on_store(self, rest: str) -> None:
        self.account.deleted |= set(map(int, rest.split(" ")[0].split(",")))

    def on_expunge(self, _rest: str) -> None:
        for number in self.account.deleted & set(self.account.folders[self.selected]):
            del self.account.folders[self.selected][number]

    def on_logout(self, _rest: str) -> None:
        self.say(b"* BYE loopback")


@contextmanager
def imap_server() -> Iterator[Account]:
    """Yield an account on a server of its own, which ends with the block."""
    account = Account()
    handler = type("Talk", (Conversation,), {"account": account})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        account.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield account
        finally:
            server.shutdown()
            thread.join()
