"""The page of an address, by which views are counted: addresses that visitors can invent are not kept."""

from collections.abc import Iterable, Sequence

from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from cluster_cms.pages.base_page import display_title
from cluster_cms.pages.languages import ENGLISH
from cluster_cms.pages.sites import language_of

OTHER_PAGE = "other"  # an address that belongs to no page any more
EMPTY_SEARCH = "empty-search"  # in place of a page: searches that found nothing
SERVED_FROM_TREE = ("wagtail_serve", "below_a_page")  # names of the addresses below which the pages of the tree are
DEEPEST = 12  # steps of an address that are looked at
AT_ONCE = 500  # addresses in one query


def page_keys(paths: Iterable[str]) -> dict[str, str]:
    """Return the key of the page of each path: its number in the tree, or the name of the view that answers there.

    An address below a page, such as one revision of the policy, belongs to that page. Paths are as WSGI has them.
    """
    keys, candidates = dict[str, str](), dict[str, list[str]]()
    roots = root_paths()
    for path in set(paths):
        readable = path.encode("latin-1", "replace").decode("utf-8", "replace")
        keys[path] = view_name(readable)
        if keys[path] in SERVED_FROM_TREE:
            candidates[path] = url_paths(readable, roots)
    numbers = page_numbers({one for found in candidates.values() for one in found})
    for path, found in candidates.items():
        keys[path] = next((str(numbers[one]) for one in found if one in numbers), OTHER_PAGE)
    return keys


def view_name(path: str) -> str:
    """Return the name of the view that answers at a path."""
    with translation.override(path_language(path)):
        try:
            return resolve(path).view_name or OTHER_PAGE
        except Resolver404:
            return OTHER_PAGE


def path_language(path: str) -> str:
    return translation.get_language_from_path(path) or "ja"


def root_paths() -> dict[str, str]:
    """Return the place of the home page in the tree by language."""
    default = Site.objects.filter(is_default_site=True).values_list("pk", flat=True).first()
    roots = [root for root in Site.get_site_root_paths() if root.site_id == default]
    return {root.language_code: root.root_path for root in reversed(roots)}


def url_paths(path: str, roots: dict[str, str]) -> list[str]:
    """Return the places in the tree at which the page of an address may be, the deepest first."""
    language = path_language(path)
    root = roots.get(language)
    if root is None:
        return []
    steps = [step for step in path.split("/") if step][:DEEPEST]
    steps = steps[1:] if language == ENGLISH else steps
    depths = range(len(steps), 0, -1) if steps else [0]  # below the home page alone nothing is of the home page
    return [root + "".join(f"{step}/" for step in steps[:depth]) for depth in depths]


def page_numbers(paths: Iterable[str]) -> dict[str, int]:
    """Return the numbers of the pages at places in the tree, where there are any."""
    wanted = sorted(path.replace("\0", "") for path in paths)
    found: dict[str, int] = {}
    for start in range(0, len(wanted), AT_ONCE):
        pages = Page.objects.filter(url_path__in=wanted[start : start + AT_ONCE])
        found |= dict(pages.values_list("url_path", "pk"))
    return found


def page_titles(keys: Sequence[str]) -> dict[str, str]:
    """Return the title of each page in its own language; views without a page have a name of their own."""
    numbers = [int(key) for key in keys if key.isdigit()]
    pages = Page.objects.filter(pk__in=numbers).specific()
    titles = {str(page.pk): display_title(page, language_of(page)) for page in pages}
    return {key: titles.get(key) or title_without_page(key) for key in keys}


def title_without_page(key: str) -> str:
    named = {"search:search": _("Search"), "promises": _("Nine promises"), OTHER_PAGE: _("Other pages")}
    return named.get(key) or (_("deleted page no. %(number)s") % {"number": key} if key.isdigit() else key)
