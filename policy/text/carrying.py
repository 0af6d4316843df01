"""Carries a correction of one text of the policy over to another, place by place; what does not fit is named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cluster_cms.pages.languages import LANGUAGES
from policy.text.canonical import Document, line, paragraphs

APART = ("schema", "languages", "identity", "clauses")  # parts of a document that are not carried word by word
Choices = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Conflict:
    """A place that the correction changes and at which the other text says something else.

    `old` and `new` are its words before and after the correction, `target` those of the other text. `words` is what
    somebody wrote for the other text; None while nobody has.
    """

    key: str
    old: Any
    new: Any
    target: Any
    words: str | None = None

    @property
    def of_words(self) -> bool:
        """Tell whether the place holds words, which can be written anew, rather than items of a list."""
        return all(isinstance(one, str) for value in (self.old, self.new, self.target) for one in parts_of(value))

    @property
    def language(self) -> str:
        """The language of the place; empty where it is in both."""
        return next((one for one in self.key.split("/") if one in LANGUAGES), "")

    @property
    def value(self) -> Any:
        """Return what the other text says there: what was written for it; items of a list stay as they are."""
        if self.words is None or not self.of_words:
            return self.target
        return paragraphs(self.words) if isinstance(self.target, list) else line(self.words)


def parts_of(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def as_lines(value: Any) -> str:
    """Return the words of a place, each paragraph on its line; empty for anything but words."""
    return "\n".join(one for one in parts_of(value) if isinstance(one, str))


@dataclass
class Carried:
    """The other text with the correction, the places at which it says something else, and what it does not have."""

    content: Document
    choices: Choices
    conflicts: list[Conflict] = field(default_factory=list)
    missing: list[Document] = field(default_factory=list)

    def merged(self, old: Any, new: Any, target: Any, *path: object) -> Any:
        """Return the value that replaces `target` when `old` becomes `new`."""
        if new == old:
            return target
        if target == old:
            return new
        if all(isinstance(one, dict) for one in (old, new, target)):
            held = [name for name in target if name not in LANGUAGES or name in self.content["languages"]]
            merged = {name: self.merged(old.get(name), new.get(name), target[name], *path, name) for name in held}
            return {**target, **merged}
        if all(isinstance(one, list) for one in (old, new, target)) and len(old) == len(new):
            return self.merged_list(old, new, target, *path)
        return self.chosen(old, new, target, *path)

    def merged_list(self, old: list[Any], new: list[Any], target: list[Any], *path: object) -> Any:
        """Return a list in which each changed entry is replaced where it stands, once and letter by letter."""
        result = list(target)
        for index, (was, now) in enumerate(zip(old, new, strict=True)):
            if was == now:
                continue
            if old.count(was) == target.count(was) == 1:
                result[target.index(was)] = now
            elif len(target) == len(old):
                result[index] = self.merged(was, now, target[index], *path, index)
            else:
                return self.chosen(old, new, target, *path)
        return result

    def chosen(self, old: Any, new: Any, target: Any, *path: object) -> Any:
        key = "/".join(map(str, path))
        choice = self.choices.get(key, {})
        # What was written for another correction of the same place says nothing about this one.
        words = choice.get("words") if choice.get("for") == new else None
        conflict = Conflict(key, old, new, target, words)
        self.conflicts.append(conflict)
        return conflict.value


def carry(old: Document, new: Document, target: Document, choices: Choices) -> Carried:
    """Return `target` with what changes from `old` to `new`, clause by clause, by their permanent addresses."""
    carried = Carried(dict(target), choices)
    for name in target:
        if name not in APART:
            carried.content[name] = carried.merged(old.get(name), new.get(name), target[name], name)
    before, after = by_anchor(old), by_anchor(new)
    carried.content["clauses"] = [
        carried.merged(
            {**before[anchor], "id": clause["id"]}, {**after[anchor], "id": clause["id"]}, clause, "clauses", anchor
        )
        if anchor in before and anchor in after
        else clause
        for anchor, clause in by_anchor(target).items()
    ]
    carried.missing = [
        clause
        for anchor, clause in after.items()
        if anchor in before and anchor not in by_anchor(target) and {**before[anchor], "id": clause["id"]} != clause
    ]
    return carried


def by_anchor(text: Document) -> dict[str, Document]:
    return {clause["anchor"]: clause for clause in text["clauses"]}


def restructured(old: Document, new: Document) -> Iterator[Document]:
    """Yield the clauses that are added, taken out or moved: more than a correction does."""
    before, after = by_anchor(old), by_anchor(new)
    yield from (clause for anchor, clause in {**before, **after}.items() if (anchor in before) != (anchor in after))
    if before.keys() == after.keys():
        yield from (after[anchor] for was, anchor in zip(before, after, strict=True) if was != anchor)
