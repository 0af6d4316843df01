"""A Maildir folder, into which mail servers deliver: each mail is a file, and moving one is a single step."""

import mailbox
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from contact.inbound.mailboxes import READ


class MaildirFolder:
    """A folder with `new` and `cur`, and below it those for what was read and what is too large."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.box = mailbox.Maildir(path, create=False)

    def files(self) -> Iterator[Path]:
        for folder in ("new", "cur"):
            yield from (one for one in (self.path / folder).iterdir() if not one.name.startswith("."))

    def waiting(self) -> list[str]:
        found = sorted((one.stat().st_mtime, str(one)) for one in self.files() if one.is_file())
        return [name for _time, name in found]

    def size(self, name: str) -> int:
        return Path(name).stat().st_size

    def content(self, name: str, limit: int) -> bytes:
        with open(name, "rb") as file:
            return file.read(limit)

    def set_aside(self, name: str, folder: str) -> None:
        self.box.add_folder(folder)
        os.utime(name)  # from now on its days are counted
        place = self.path / f".{folder}" / "cur" / Path(name).name
        Path(name).replace(place.with_name(f"{place.name}.{token_hex(4)}") if place.exists() else place)

    def delete_read(self, before: datetime) -> None:
        for file in (self.path / f".{READ}" / "cur").glob("*"):
            if file.stat().st_mtime < before.timestamp():
                file.unlink()
