"""The Atom feeds of the news (RFC 4287): one for each language, and one for each category of it."""

from datetime import datetime, time
from typing import Any
from urllib.parse import urljoin
from uuid import uuid5

from django.http import HttpResponse
from django.utils.html import escape
from wagtail.models import Page

from cluster_cms import clock
from cluster_cms.pages.absolute import absolute
from cluster_cms.pages.atom import atom_feed, atom_response, plain
from cluster_cms.pages.languages import paired
from cluster_cms.pages.site_settings import CompanySettings
from cluster_cms.pages.sites import language_of


def news_feed(page: Page, items: list[Any], category: str, address: str) -> HttpResponse:
    """Return the feed of items, newest first, of a list of news or one of its categories."""
    language = language_of(page)
    company = CompanySettings.for_site(page.get_site())
    home = absolute(str(page.url))
    feed = atom_feed(
        title=" – ".join(filter(None, [page.title, category, paired(company, "name")])),
        link=urljoin(home, address.removesuffix("feed.atom")),
        language=language,
        address=urljoin(home, address),
        guid=uuid5(page.translation_key, address).urn,
        author=paired(company, "name") or urljoin(home, "/"),
    )
    for item in items:
        feed.add_item(
            title=plain(item.title),
            link=absolute(str(item.url)),
            description=escape(plain(item.summary())),
            unique_id=uuid5(item.translation_key, language).urn,  # stays when the item moves
            pubdate=datetime.combine(item.date, time(), clock.TOKYO),
            updateddate=changed_at(item),
            categories=[plain(str(item.get_category_display()))],
        )
    return atom_response(feed, max(map(changed_at, items), default=None))


def changed_at(item: Any) -> datetime:
    """Return when an item was last published, or the beginning of its day where that is not known."""
    return item.last_published_at or datetime.combine(item.date, time(), clock.TOKYO)
