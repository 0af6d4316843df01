"""Stores pictures that a clipboard carries, as an upload by the same person would."""

import base64
import binascii

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from wagtail.images.forms import get_image_form
from wagtail.permissions import policy_registry

from cluster_cms.pages.media import CustomImage
from cluster_cms.pasting.pasted_blocks import Store
from cluster_cms.pasting.pieces import Alteration, Picture, Report
from cluster_cms.security.accounts import User


def stored_for(user: User) -> Store:
    """Return the function that stores a picture for a person, and notes in the report what was refused."""

    def store(picture: Picture, report: Report) -> int | None:
        collection = policy_registry.get_by_type(CustomImage).collections_user_has_permission_for(user, "add").first()
        title = picture.alt or _("Pasted picture")
        if collection is None:
            report.add(Alteration.REFUSED_PICTURE, title)
            return None
        data = {"title": title[:255], "collection": collection.pk, "tags": ""}
        image = CustomImage(uploaded_by_user=user)
        form = get_image_form(CustomImage)(data, {"file": file_of(picture)}, instance=image, user=user)
        if not form.is_valid():
            reasons = " ".join(str(one) for errors in form.errors.values() for one in errors)
            report.add(Alteration.REFUSED_PICTURE, f"{title} ({reasons})")
            return None
        return int(form.save().pk)

    return store


def file_of(picture: Picture) -> SimpleUploadedFile:
    """Return the content of a data: address as a file; empty where it cannot be decoded."""
    kind, _base64, content = picture.source.partition(";base64,")
    name = f"pasted.{kind.partition('/')[2].partition('+')[0] or 'png'}"
    try:
        return SimpleUploadedFile(name, base64.b64decode("".join(content.split()), validate=True))
    except (binascii.Error, ValueError):
        return SimpleUploadedFile(name, b"")
