"""Atom feeds (RFC 4287): what all feeds of the site share."""

import re
from datetime import datetime

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date

# XML 1.0, 2.2: what may stand in no document, not even as a reference.
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """Return text without characters that no XML document may hold."""
    return NO_XML.sub("", text)


def atom_feed(*, title: str, link: str, language: str, address: str, guid: str, author: str) -> Atom1Feed:
    """Return a feed without entries; link, address (of the feed itself) and guid are absolute (RFC 4287, 4.2)."""
    return Atom1Feed(
        title=plain(title),
        link=link,
        description=None,
        language=language,
        feed_url=address,
        feed_guid=guid,
        author_name=plain(author),
    )


def atom_response(feed: Atom1Feed, latest: datetime | None) -> HttpResponse:
    """Return a feed with the time of its latest entry; readers that know it get 304."""
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    if latest:
        response.headers["Last-Modified"] = http_date(latest.timestamp())
    return response
