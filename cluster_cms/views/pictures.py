"""Serves pictures out of the storage: public sizes to everyone, sizes for staff and their own pictures to staff."""

from pathlib import PurePath

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import cache_control
from wagtail.admin.auth import require_admin_access
from wagtail.users.models import UserProfile

from cluster_cms.pages.pictures.audience import PUBLIC_FOLDER, STAFF_FOLDER
from cluster_cms.security.accounts import User

ONE_HOUR = 60 * 60  # seconds
# Not asked of the machine: where it has no list of types, a browser would be told that an AVIF is any file.
TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
# A name never means another file, so that browsers need not ask again. Whether a picture is still public, shared caches
# ask each second; they show it with the pages that name it while the site is away.
KEPT_FOR_GOOD = (
    f"public, max-age={365 * 24 * ONE_HOUR}, immutable, s-maxage=1, stale-while-revalidate=2, "
    f"stale-if-error={30 * 24 * ONE_HOUR}"
)


def public_picture(request: HttpRequest, name: str) -> HttpResponse:
    """Serve a size that public pages show, and nothing else that lies in the storage."""
    response = stored_picture(f"{PUBLIC_FOLDER}/{name}")
    response.headers["Cache-Control"] = KEPT_FOR_GOOD
    return response


@require_admin_access
@cache_control(private=True, max_age=ONE_HOUR)
def staff_picture(request: HttpRequest, name: str) -> HttpResponse:
    return stored_picture(f"{STAFF_FOLDER}/{name}")


@require_admin_access
@cache_control(private=True, max_age=ONE_HOUR)
def avatar(request: HttpRequest, user_id: int, name: str) -> HttpResponse:
    """Serve the picture of a member of the staff; its name is in the address, so that a new one is seen at once."""
    profile = get_object_or_404(UserProfile, user_id=user_id)
    if not profile.avatar or profile.avatar.name.rpartition("/")[2] != name:
        raise Http404
    return stored_picture(profile.avatar.name)


def avatar_address(user: User, size: int) -> str | None:
    """Return the address of a person's picture, for Wagtail's hook `get_avatar_url`; None without one."""
    profile = getattr(user, "wagtail_userprofile", None)
    if profile is None or not profile.avatar:
        return None
    return reverse("staff_avatar", args=[user.pk, profile.avatar.name.rpartition("/")[2]])


def stored_picture(path: str) -> HttpResponse:
    """Return a file of the storage as a picture; in one piece, so that it gets an ETag. Raises Http404."""
    try:
        with default_storage.open(path) as file:
            content = file.read()
    except (OSError, SuspiciousOperation) as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=TYPES.get(PurePath(path).suffix.lower(), "application/octet-stream"))
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response
