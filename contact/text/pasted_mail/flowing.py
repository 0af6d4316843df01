"""Turns the body of a mail into plain lines: flowing paragraphs (RFC 3676) joined, HTML reduced to its text."""

import re
from html.parser import HTMLParser

MAX_HTML = 1_000_000  # characters that are parsed
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article blockquote br dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main ol"
        " p pre section table tr ul",
    )
)
UNSEEN = ("script", "style", "title", "template")
UNREAD = re.compile(r"<!--.*?(?:-->|\Z)|<![^>]*>?", re.DOTALL)  # comments and declarations
SIGNATURE = "-- "
QUOTED = re.compile(r"^>*")


def unflowed(text: str, *, delete_blank: bool) -> str:
    """Return text of `format=flowed` with each paragraph on one line; `delete_blank` is the parameter DelSp=yes."""
    paragraphs: list[list[str]] = []
    depth_before, flows = -1, False
    for line in text.split("\n"):
        marks = QUOTED.match(line)
        depth = len(marks[0]) if marks else 0
        content = line[depth:].removeprefix(" ")
        flowing = content.endswith(" ") and content != SIGNATURE
        kept = content[:-1] if flowing and delete_blank else content
        if flows and depth == depth_before and content != SIGNATURE:
            paragraphs[-1].append(kept)
        else:
            paragraphs.append([f"{'>' * depth} {kept}" if depth else kept])
        depth_before, flows = depth, flowing
    return "\n".join(map("".join, paragraphs))


def text_of_html(html: str) -> str:
    """Return what HTML shows: its text in lines, pictures by their alternative, links with their address."""
    reader = TextReader()
    tags, end, rest = UNREAD.sub("", html[:MAX_HTML]).rpartition(">")
    reader.feed(tags + end + rest.replace("<", "&lt;"))  # what is not closed is no tag, and would be looked for again
    reader.close()
    text = re.sub(r"[^\S\0]+", " ", "".join(reader.pieces))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" ?\0 ?", "\n", text)).strip()


class TextReader(HTMLParser):
    """Collects the text of HTML, with NUL where a line ends. It builds no tree: a mail may nest without end."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.links: list[tuple[str, int]] = []  # the addresses of open links, and the pieces before their texts
        self.unseen = self.kept = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.unseen = tag in UNSEEN or (self.unseen and tag != "body")
        self.kept = tag == "pre" or self.kept
        if tag in BLOCKS:
            self.end_line(always=tag == "br")
        elif tag == "img" and given.get("alt"):
            self.pieces.append(f"[{given['alt']}]")
        elif tag == "a":
            self.links = [(given.get("href") or "", len(self.pieces))]  # no link stands inside another

    def handle_endtag(self, tag: str) -> None:
        self.unseen = self.unseen and tag not in UNSEEN
        self.kept = self.kept and tag != "pre"
        if tag in BLOCKS:
            self.end_line()
        elif tag in ("td", "th"):
            self.pieces.append(" ")
        elif tag == "a" and self.links:
            address, start = self.links.pop()
            shown = address.startswith(("http://", "https://", "mailto:"))
            if shown and address.removeprefix("mailto:") not in "".join(self.pieces[start:]):
                self.pieces.append(f" <{address}>")

    def end_line(self, *, always: bool = False) -> None:
        if always or (self.pieces and self.pieces[-1] != "\0"):
            self.pieces.append("\0")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            text = data.replace("\0", "")
            self.pieces.append(text.replace("\n", "\0") if self.kept else text)
