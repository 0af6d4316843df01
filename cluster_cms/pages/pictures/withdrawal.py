"""Takes back the public sizes of pictures that no public page shows any longer."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.dispatch import receiver
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published, page_unpublished

from cluster_cms.pages.media import CustomImage, CustomRendition
from cluster_cms.pages.pictures.audience import MARK


def shown_pictures() -> set[int]:
    """Return the ids of the pictures that a live page, or any other record, refers to.

    Wagtail's index of references holds what stands in the tables: of a page the published text, not its draft.
    """
    pages = ContentType.objects.get_for_model(Page).pk
    references = ReferenceIndex.objects.filter(to_content_type=ContentType.objects.get_for_model(CustomImage))
    rows = references.values_list("base_content_type_id", "object_id", "to_object_id").distinct()
    live = {str(pk) for pk in Page.objects.live().values_list("pk", flat=True)}
    return {int(picture) for kind, record, picture in rows if kind != pages or record in live}


def public_sizes() -> Any:
    return CustomRendition.objects.exclude(filter_spec__endswith=f"|{MARK}")


def withdraw_pictures() -> int:
    """Delete the public sizes of pictures that nothing public shows; return how many. Their files go with them."""
    sizes = public_sizes().exclude(image__in=shown_pictures())
    count = len(sizes)
    sizes.delete()
    return count


@receiver([page_published, page_unpublished])
def withdraw_after_publication(**kwargs: Any) -> None:
    """Withdraw as soon as a page no longer shows a picture; also sent when a live page is deleted."""
    transaction.on_commit(withdraw_pictures)
