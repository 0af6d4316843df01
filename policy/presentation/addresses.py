"""The public addresses below a policy page."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin, urlsplit

from wagtail.models import Page


@dataclass(frozen=True)
class Addresses:
    """Addresses in the language of a page, without the host."""

    page: Page

    @property
    def current(self) -> str:
        return str(self.page.url)

    @property
    def upcoming(self) -> str:
        return self.below("upcoming")

    @property
    def history(self) -> str:
        return self.below("history")

    @property
    def history_json(self) -> str:
        return self.file("history_json")

    @property
    def feed(self) -> str:
        return self.file("feed")

    @property
    def picker(self) -> str:
        return self.below("pick")

    def revision(self, number: int) -> str:
        return self.below("revision", number)

    def revision_json(self, number: int) -> str:
        return self.file("revision_json", number)

    def comparison(self, old: int, new: int, *, table: bool = False, show_all: bool = False) -> str:
        wishes = [*(["view=table"] if table else []), *(["all=1"] if show_all else [])]
        return "?".join(filter(None, (self.below("comparison", old, new), "&".join(wishes))))

    def on(self, day: date) -> str:
        return self.below("on", day.isoformat())

    def below(self, name: str, *values: object) -> str:
        return f"{self.current}{self.page.reverse_subpage(name, values)}"

    def file(self, name: str, *values: object) -> str:
        """Return an address of a file: Wagtail's routes end in a slash, a file does not."""
        return self.below(name, *values).removesuffix("/")

    def whole(self, address: str) -> str:
        """Return an address with scheme and host."""
        return urljoin(str(self.page.full_url), address)

    @property
    def host(self) -> str:
        return urlsplit(str(self.page.full_url)).hostname or ""
