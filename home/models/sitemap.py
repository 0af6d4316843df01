"""The sitemap page, built from the page tree and from the links that the apps register for header and footer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.models import Page

from cluster_cms.pages.base_page import BasePage, display_title
from cluster_cms.pages.navigation import site_links
from cluster_cms.pages.sites import language_of

PER_PAGE = 50  # pages of a branch that are listed at once
FEW = 20  # pages below a page that are listed with it; more have a list of their own


class SitemapPage(RoutablePageMixin, BasePage):
    """The public pages of a language by branch, built from the page tree; a large branch has a list of its own."""

    content_panels = BasePage.content_panels
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    page_description = _("Lists all public pages by itself.")

    class Meta:
        verbose_name = _("sitemap")

    @path("")
    def whole(self, request: HttpRequest) -> HttpResponse:
        """Show the first pages of all branches."""
        listing = branch_below(self.get_parent(), self, request.GET.get("page"))
        return self.render(request, context_overrides={"groups": sitemap_groups(listing), "listing": listing})

    @re_path(r"^((?:[\w-]+/)+)$")
    def branch(self, request: HttpRequest, place: str) -> HttpResponse:
        """Show the pages below one page, by its address below the home page. Raises Http404."""
        top = self.public_page(place)
        if top is None:
            raise Http404
        listing = branch_below(top, self, request.GET.get("page"))
        title = display_title(top)
        context = {"groups": [Group(title, listing.nodes, top.url)], "listing": listing, "crumbs": [(title, None)]}
        return self.render(request, context_overrides=context)

    def has_below(self, path: str) -> bool:
        return self.public_page(path) is not None

    def public_page(self, place: str) -> Page | None:
        """Return the page at an address below the home page; None where there is none that visitors can reach."""
        home = self.get_parent()
        page = home.get_descendants().live().filter(url_path=f"{home.url_path}{place}").first()
        drafts = page.get_ancestors().not_live() if page else ()
        return None if page is None or drafts else page.specific


@dataclass
class Node:
    """One link of the sitemap, with the links below it."""

    label: str
    url: str
    below: list["Node"] = field(default_factory=list)
    more: str = ""  # the address of the list of what is below it


@dataclass
class Group:
    """One group of links under a title; `url` is empty when the title is no page."""

    title: str
    nodes: list[Node]
    url: str = ""
    more: str = ""


@dataclass
class Branch:
    """One page of the list of what is below a page."""

    top: Page
    nodes: list[Node]
    portion: Any  # of Django's paginator


def branch_below(top: Page, sitemap: SitemapPage, number: str | None) -> Branch:
    """Return 50 of the pages below a page, and what is below each of them unless it is much: few queries, few rows."""
    portion = Paginator(top.get_children().live().order_by("path"), PER_PAGE).get_page(number)
    shown: Any = portion.object_list
    pages = list(shown.specific(defer=True))
    nodes = {page.path: Node(display_title(page), page.url) for page in pages}
    few = [page for page in pages if 0 < page.numchild <= FEW]
    for child in children_of(few):
        nodes[child.path[: -child.steplen]].below.append(node_of(child, sitemap, top=child.numchild > 0))
    for page in pages:
        if page.numchild > FEW:
            nodes[page.path].more = address_in(sitemap, page)
    return Branch(top, list(nodes.values()), portion)


def children_of(parents: list[Page]) -> Iterable[Page]:
    """Return the live pages below some pages."""
    below = [Q(path__range=Page._get_children_path_interval(page.path), depth=page.depth + 1) for page in parents]
    return Page.objects.live().filter(reduce(or_, below)).order_by("path").specific(defer=True) if below else ()


def node_of(page: Page, sitemap: SitemapPage, *, top: bool) -> Node:
    return Node(display_title(page), page.url, more=address_in(sitemap, page) if top else "")


def address_in(sitemap: SitemapPage, page: Page) -> str:
    """Return the address of the list of what is below a page."""
    return f"{sitemap.url}{page.url_path.removeprefix(sitemap.get_parent().url_path)}"


def sitemap_groups(listing: Branch) -> list[Group]:
    """Return the groups: single pages first, then each branch of the tree, then privacy and help."""
    home, tops = listing.top.specific, listing.nodes
    links = site_links(language_of(home))
    privacy = [Node(link.label, link.url) for link in links["privacy"]]
    help_ = [Node(link.label, link.url) for link in links["contact"] + links["help"]]
    elsewhere = {node.url for node in (*privacy, *help_)}
    single = [node for node in tops if not (node.below or node.more) and node.url not in elsewhere]
    found = [Group(pgettext("chapter of the sitemap", "The company"), [Node(display_title(home), home.url), *single])]
    found += [Group(node.label, node.below, node.url, node.more) for node in tops if node.below or node.more]
    found += [
        Group(pgettext("chapter of the sitemap", "Your privacy"), privacy),
        Group(pgettext("chapter of the sitemap", "Help"), help_),
    ]
    return [group for group in found if group.nodes or group.more]
