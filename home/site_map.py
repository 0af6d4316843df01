"""Draws the sitemap from the page tree and from the links that the apps give to the frame of the site."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import pgettext
from wagtail.models import Page

from cluster_cms.pages.base_page import display_title
from cluster_cms.pages.navigation import site_links


@dataclass
class Node:
    """One link of the sitemap with those below it."""

    label: str
    url: str
    below: list["Node"] = field(default_factory=list)


@dataclass
class Group:
    """One chapter of the sitemap; `url` is empty when it is no page itself."""

    title: str
    nodes: list[Node]
    url: str = ""


def groups(home: Page) -> list[Group]:
    """Return the chapters: single pages first, then each branch of the tree, then privacy and help."""
    tops, links = tree(home), site_links(home.locale.language_code)
    privacy, help_ = (
        [Node(link.label, link.url) for link in found] for found in (links["privacy"], links["contact"] + links["help"])
    )
    elsewhere = {node.url for node in (*privacy, *help_)}
    single = [node for node in tops if not node.below and node.url not in elsewhere]
    found = [Group(pgettext("chapter of the sitemap", "The company"), [Node(display_title(home), home.url), *single])]
    found += [Group(node.label, node.below, node.url) for node in tops if node.below]
    found += [
        Group(pgettext("chapter of the sitemap", "Your privacy"), privacy),
        Group(pgettext("chapter of the sitemap", "Help"), help_),
    ]
    return [group for group in found if group.nodes]


def tree(home: Page) -> list[Node]:
    """Return the public pages below the home page as nodes, each page below its parent."""
    tops: list[Node] = []
    places: dict[str, list[Node]] = {home.path: tops}
    for page in home.get_descendants().live().defer_streamfields().specific().order_by("path"):
        siblings = places.get(page.path[: -page.steplen])
        if siblings is not None:  # a page below a draft is live but cannot be reached
            node = Node(display_title(page), page.url)
            siblings.append(node)
            places[page.path] = node.below
    return tops


def count_links(found: Iterable[Group]) -> int:
    """Return how many addresses the chapters name."""

    def addresses(nodes: Iterable[Node]) -> set[str]:
        return {url for node in nodes for url in (node.url, *addresses(node.below))}

    return len({url for group in found for url in (group.url, *addresses(group.nodes)) if url})
