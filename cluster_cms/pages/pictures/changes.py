"""Says in one sentence what was changed in a picture when it was uploaded, in the language of who reads it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _


def describe(changes: dict[str, Any] | None) -> str:
    """Return the sentence; empty when the picture was stored as it came."""
    done, removed = list(changed(changes or {})), [group_name(group) for group in (changes or {}).get("removed", ())]
    separator = _(", ")
    if removed:
        done.append(_("removed from the file: %(list)s") % {"list": separator.join(removed)})
    return _("What was changed in the picture: %(list)s.") % {"list": separator.join(done)} if done else ""


def changed(changes: dict[str, Any]) -> Iterator[str]:
    if "kind" in changes:
        came, kept = changes["kind"]
        yield _("%(came)s was converted to %(kept)s") % {"came": came, "kept": "WebP" if kept == "WEBP" else kept}
    if "named" in changes:
        yield _("the name now ends with %(suffix)s, for that is what the file holds") % {"suffix": changes["named"]}
    if "turned" in changes:
        yield _("it was turned upright")
    if "scaled" in changes:
        names = ("width", "height", "new_width", "new_height")
        values = dict(zip(names, changes["scaled"], strict=True))
        yield _("it was scaled from %(width)s × %(height)s to %(new_width)s × %(new_height)s pixels") % values
    if "colours" in changes:
        yield _("its colours were converted to sRGB")
    if "still" in changes:
        yield _("of an animation the first picture was kept")


def group_name(group: str) -> str:
    return {
        "place": _("the place where it was taken"),
        "camera": _("details of camera, person and time"),
        "texts": _("hidden texts"),
        "more": _("a preview, a second picture or a film"),
    }.get(group, _("further details"))
