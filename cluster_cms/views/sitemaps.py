"""For search engines: the sitemap of all public pages in files of 5,000 (sitemaps.org), and robots.txt."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import override
from wagtail.models import Page

from cluster_cms.pages.absolute import absolute
from cluster_cms.pages.languages import JAPANESE, LANGUAGES
from cluster_cms.pages.navigation import home_page, private_paths
from cluster_cms.pages.sites import LINK_FIELDS, language_of

PER_FILE = 5000
AT_ONCE = 500  # pages in memory
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def public_pages() -> Any:
    """Return all pages that everybody may read, without those of another site."""
    homes = [home for language in LANGUAGES if (home := home_page(language))]
    found = Page.objects.none()
    for home in homes:
        found = found | Page.objects.descendant_of(home, inclusive=True)
    return found.live().public().order_by("pk") if homes else found


def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Name the files of the sitemap; there is always one."""
    files = max(1, -(-public_pages().count() // PER_FILE))
    lines = "".join(
        f"<sitemap><loc>{absolute(reverse('sitemap_file', args=[number]))}</loc></sitemap>\n"
        for number in range(1, files + 1)
    )
    return xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</sitemapindex>\n')


def sitemap_file(request: HttpRequest, number: int) -> HttpResponse:
    """Name 5,000 pages with their translations; raises Http404 past the last file."""
    if number < 1:
        raise Http404
    keys = list(public_pages().values_list("pk", flat=True)[(number - 1) * PER_FILE : number * PER_FILE])
    if not keys and number > 1:
        raise Http404
    portions = (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
    lines = "".join(line for portion in portions for line in entries(portion))
    return xml(f"<urlset {NAMESPACES}>\n{lines}</urlset>\n")


def entries(keys: list[int]) -> Iterator[str]:
    """Yield one entry for each page, with all its languages."""
    pages = list(shown(Page.objects.filter(pk__in=keys)))
    variants: dict[Any, dict[str, str]] = defaultdict(dict)
    translations = public_pages().filter(translation_key__in=[page.translation_key for page in pages])
    for page in shown(translations):
        variants[page.translation_key][language_of(page)] = absolute(page.url)
    for page in pages:
        yield entry(page, variants[page.translation_key])


def shown(pages: Any) -> Any:
    return (
        pages.only(*LINK_FIELDS, "last_published_at", "locale__language_code").select_related("locale").order_by("pk")
    )


def entry(page: Page, variants: dict[str, str]) -> str:
    known = [*sorted(variants.items())]
    if known:
        known.append(("x-default", variants.get(JAPANESE, known[0][1])))
    links = "".join(
        format_html('<xhtml:link rel="alternate" hreflang="{}" href="{}"/>', language, address)
        for language, address in known
    )
    changed = (
        f"<lastmod>{page.last_published_at.isoformat(timespec='seconds')}</lastmod>" if page.last_published_at else ""
    )
    return f"{format_html('<url><loc>{}</loc>', absolute(page.url))}{changed}{links}</url>\n"


def xml(content: str) -> HttpResponse:
    return HttpResponse(HEAD + content, content_type="application/xml")


def robots(request: HttpRequest) -> HttpResponse:
    """Keep robots out of staff area, search and private pages, and name the sitemap (RFC 9309)."""
    closed = [reverse("wagtailadmin_home")]
    for language in LANGUAGES:
        with override(language):
            closed.append(reverse("search:search"))
    closed += private_paths()
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), "", f"Sitemap: {absolute('/sitemap.xml')}"]
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")
