"""Makes the files of public pictures that no visitor waits for: the other widths and formats of what a page shows."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from time import monotonic

from cluster_cms.operations.jobs import Job
from cluster_cms.pages.media import CustomImage
from cluster_cms.pages.pictures.audience import answering
from cluster_cms.pages.pictures.places import PLACES, base_spec, specs
from cluster_cms.pages.pictures.showing import UNREADABLE
from cluster_cms.pages.pictures.withdrawal import public_sizes

AT_MOST = 30.0  # seconds in one run, so that other jobs have their turn; the next run goes on
logger = logging.getLogger(__name__)


def picture_sizes() -> Job:
    return Job(name="picture sizes", every=timedelta(minutes=1), run=make_missing_sizes)


def make_missing_sizes(seconds: float = AT_MOST) -> int:
    """Make the files that are missing of pictures that pages have shown; return how many. Begins none after a time."""
    until, made = monotonic() + seconds, 0
    for picture, missing in incomplete_pictures():
        for spec in missing:
            if monotonic() > until:
                return made
            try:
                with answering(staff=False):
                    picture.get_rendition(spec)
            except UNREADABLE as error:
                logger.warning("picture %s cannot be made smaller: %s", picture.pk, type(error).__name__)
                break
            made += 1
    return made


def incomplete_pictures() -> Iterator[tuple[CustomImage, list[str]]]:
    """Yield each picture with the filters that are missing in a place where it has been shown."""
    known: dict[int, set[str]] = {}
    for picture, spec in public_sizes().values_list("image_id", "filter_spec"):
        known.setdefault(picture, set()).add(spec)
    for picture in CustomImage.objects.filter(pk__in=known):
        has = known[picture.pk]
        shown = [place for place in PLACES.values() if len(place.widths) > 1 and base_spec(place, picture) in has]
        if missing := [spec for place in shown for spec in specs(place, picture) if spec not in has]:
            yield picture, list(dict.fromkeys(missing))
