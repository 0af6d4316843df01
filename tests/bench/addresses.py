"""Every kind of public page, by its address in Japanese; English stands under /en."""

from wagtail.models import Page

SPECIAL = (
    "/search/?q=個人情報",
    "/promises/",
    "/your-data/",
    "/no-such-page/",
    "/products/compare/?item=cx-210&item=cx-330",
    "/contact-us/?about=cx-210&for=sample",
    "/documents/cx-210-data-sheet/",
    "/privacy-policy/compare/1..3/?view=table",
    "/privacy-policy/upcoming/",
)


def addresses(language: str) -> list[str]:
    """Return the address of the first live page of each type, then the addresses that are no pages."""
    found: dict[int, str] = {}
    for page in Page.objects.live().filter(locale__language_code=language, depth__gt=1).order_by("path"):
        found.setdefault(page.content_type_id, page.relative_url(None) or "")
    prefix = "/en" if language == "en" else ""
    return [address for address in found.values() if address] + [prefix + address for address in SPECIAL]
