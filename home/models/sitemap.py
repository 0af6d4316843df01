"""The sitemap page, built from the page tree and from the links that the apps register for header and footer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail.models import Page

from cluster_cms.pages.base_page import BasePage, display_title
from cluster_cms.pages.navigation import site_links


class SitemapPage(BasePage):
    """All public pages of a language by group, built from the page tree at each request."""

    content_panels = BasePage.content_panels
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    page_description = _("Lists all public pages by itself.")

    class Meta:
        verbose_name = _("sitemap")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        groups = sitemap_groups(self.get_parent())
        return {**context, "groups": groups, "count": count_links(groups)}


@dataclass
class Node:
    """One link of the sitemap, with the links below it."""

    label: str
    url: str
    below: list["Node"] = field(default_factory=list)


@dataclass
class Group:
    """One group of links under a title; `url` is empty when the title is no page."""

    title: str
    nodes: list[Node]
    url: str = ""


def sitemap_groups(home: Page) -> list[Group]:
    """Return the groups: single pages first, then each branch of the tree, then privacy and help."""
    tops, links = tree(home), site_links(home.locale.language_code)
    privacy = [Node(link.label, link.url) for link in links["privacy"]]
    help_ = [Node(link.label, link.url) for link in links["contact"] + links["help"]]
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


def count_links(groups: Iterable[Group]) -> int:
    """Return the number of different addresses in the groups."""

    def addresses(nodes: Iterable[Node]) -> set[str]:
        return {url for node in nodes for url in (node.url, *addresses(node.below))}

    return len({url for group in groups for url in (group.url, *addresses(group.nodes)) if url})
