"""A picture as HTML in a place of a page: the files that exist, and at least one.

A page that is asked for makes one file of each picture at most; the worker makes the rest (`operations.picture_sizes`).
"""

import logging
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import IntegerField, Q
from django.db.models.functions import Cast
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.images.models import Filter, Picture
from wagtail.models import Page, ReferenceIndex

from cluster_cms.pages.media import CustomImage, CustomRendition
from cluster_cms.pages.pictures.audience import for_audience
from cluster_cms.pages.pictures.places import PicturePlace, base_spec, sizes, specs

UNREADABLE = (OSError, SyntaxError, ValueError)  # what Pillow and Willow raise for a file that is missing or broken
DARK = "screen and (prefers-color-scheme: dark)"
logger = logging.getLogger(__name__)


def one_file(picture: Any, spec: str) -> Any:
    """Return a rendition, made if it does not exist; None for a picture whose file is missing or broken."""
    try:
        rendition = picture.get_rendition(spec)
    except UNREADABLE as error:
        logger.warning("picture %s cannot be shown: %s", picture.pk, type(error).__name__)
        return None
    rendition.image = picture  # its alternative text belongs to where it stands
    return rendition


def files(place: PicturePlace, picture: Any) -> dict[str, Any]:
    """Return the renditions of a picture by filter: all of them if all exist, else one; none if it cannot be read."""
    wanted = [for_audience(Filter(spec)) for spec in specs(place, picture)]
    found = picture.find_existing_renditions(*wanted)
    if len(found) == len(wanted):
        for rendition in found.values():
            rendition.image = picture  # its alternative text belongs to where it stands
        return {one.spec: found[one] for one in wanted}
    base = base_spec(place, picture)
    rendition = one_file(picture, base)
    return {base: rendition} if rendition else {}


def picture_html(place: PicturePlace, picture: Any, attributes: dict[str, Any]) -> SafeString:
    """Return the element `picture`; the alternative text alone where the file cannot be read."""
    shown = Picture(files(place, picture))
    if not shown:
        text = attributes.get("alt", alternative_text(picture))
        return format_html('<span class="no-picture muted">{}</span>', text) if text else SafeString()
    night = Picture(files(place, picture.at_night) if picture.at_night_id and picture.at_night else {})
    *better, (_mime, plain) = by_format(shown)
    shown_as = sizes(place, picture)
    attributes |= look(picture, plain[-1], lit=bool(night))
    if len(plain) > 1:
        attributes |= candidates(plain, shown_as)
    return format_html(
        "<picture>{}{}{}</picture>",
        sources(by_format(night), sizes(place, picture.at_night), media=DARK) if night else "",
        sources(better, shown_as),
        plain[-1].img_tag(attributes),
    )


def candidates(found: list[Any], sizes: str) -> dict[str, str]:
    """Return the attributes that let a browser choose; `sizes` only where there is a choice (HTML, 4.8.2)."""
    chosen_by = {"sizes": sizes} if len(found) > 1 else {}
    return {"srcset": Picture.get_width_srcset(found), **chosen_by}


def by_format(picture: Picture) -> list[tuple[str, list[Any]]]:
    """Return content types with their renditions, the one that every browser knows last."""
    if not picture.formats:
        return [("", picture.renditions)]
    known = [(kind.mime_type, picture.formats.get(kind.name, [])) for kind in Picture.source_format_order]
    return [(mime, found) for mime, found in known if found]


def sources(formats: Iterable[tuple[str, list[Any]]], sizes: str, media: str = "") -> SafeString:
    """Return the elements `source`; one for another medium says its own width and height."""
    return format_html_join(
        "",
        "<source{}>",
        (
            (
                flatatt(
                    {
                        "media": media or None,
                        **candidates(found, sizes),
                        "type": mime or None,
                        **({"width": found[-1].width, "height": found[-1].height} if media else {}),
                    }
                ),
            )
            for mime, found in formats
        ),
    )


def alternative_text(picture: Any) -> str:
    return str(CustomRendition(image=picture).alt)


def look(picture: Any, rendition: Any, *, lit: bool) -> dict[str, str]:
    """Return the attributes by which the style sheet knows how a picture wants to be shown."""
    classes = [name for name, true in (("whole", picture.whole), ("lit", lit)) if true]
    found = {"class": " ".join(classes)} if classes else {}
    if picture.has_focal_point():
        across, down = rendition.background_position_x, rendition.background_position_y
        found |= {"data-x": in_tenths(across), "data-y": in_tenths(down)}
    return found


def in_tenths(percent: str) -> str:
    return str(round(float(percent.rstrip("%")) / 10))


def renditions_of_page(page: Page) -> dict[int, list[CustomRendition]]:
    """Return what exists of all pictures that a public page refers to, and of theirs for dark pages, by one query."""
    kinds = ContentType.objects.get_for_models(Page, CustomImage)
    named = ReferenceIndex.objects.filter(
        base_content_type=kinds[Page], object_id=str(page.pk), to_content_type=kinds[CustomImage]
    )
    pictures = named.annotate(picture=Cast("to_object_id", IntegerField())).values("picture")
    nights = CustomImage.objects.filter(pk__in=pictures).values("at_night")
    found: dict[int, list[CustomRendition]] = {}
    shown = CustomRendition.objects.filter(Q(image__in=pictures) | Q(image__in=nights)).select_related("image")
    for rendition in shown:
        found.setdefault(rendition.image_id, []).append(rendition)
    return found
