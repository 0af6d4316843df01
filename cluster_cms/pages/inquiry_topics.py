"""What inquiries, news and documents can be about, such as a product: apps register it, others name it by its key."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from wagtail import hooks

from cluster_cms.pages.languages import LANGUAGES


@dataclass(frozen=True)
class Topic:
    """One thing with a public page; the key stands in addresses, name and address are for visitors of one language."""

    key: str
    name: str
    address: str = ""


FindTopics = Callable[[Sequence[str] | None, str], Iterable[Topic]]  # None asks for all


def find_topics(keys: Iterable[str], language: str) -> list[Topic]:
    """Return the public topics among the keys, in their order (hook `register_inquiry_topics`)."""
    asked = list(dict.fromkeys(keys))
    if not asked:
        return []
    registered: list[FindTopics] = hooks.get_hooks("register_inquiry_topics")
    known = {topic.key: topic for find in registered for topic in find(asked, language)}
    return [known[key] for key in asked if key in known]


def all_topics(language: str) -> list[Topic]:
    """Return what is public in any language, named in `language` where it is public there."""
    registered: list[FindTopics] = hooks.get_hooks("register_inquiry_topics")
    known: dict[str, Topic] = {}
    for one in (language, *LANGUAGES):
        for topic in (topic for find in registered for topic in find(None, one)):
            known.setdefault(topic.key, topic)
    return list(known.values())
