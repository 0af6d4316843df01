"""Elements of a clipboard that have no place on a page, and words whose style is not taken over."""

from bs4 import Tag
from django.utils.translation import gettext_lazy as _

from cluster_cms.pasting.clipboard import attribute, declarations
from cluster_cms.pasting.pieces import Alteration

FIELD, DRAWING, FILM, EMBEDDED = _("form field"), _("drawing"), _("film or sound"), _("embedded object")
OBJECTS = {
    "hr": _("dividing line"),
    "math": _("formula"),
    **dict.fromkeys(("button", "input", "meter", "progress", "select", "textarea"), FIELD),
    **dict.fromkeys(("canvas", "map", "svg", "v:group", "v:shape", "v:textbox"), DRAWING),
    **dict.fromkeys(("audio", "video"), FILM),
    **dict.fromkeys(("applet", "embed", "frame", "iframe", "object", "o:oleobject"), EMBEDDED),
}


def reason_to_leave_out(tag: Tag) -> Alteration | None:
    style, names = declarations(tag), attribute(tag, "class").lower()
    if tag.name == "del":
        return Alteration.DELETED
    if tag.name == "rt":
        return Alteration.READING
    if "msocom" in names or style.get("mso-element") in ("comment", "comment-list") or "msocommentreference" in names:
        return Alteration.COMMENT
    if style.get("display") == "none" or style.get("visibility") == "hidden" or style.get("mso-hide") == "all":
        return Alteration.HIDDEN
    return Alteration.OBJECT if tag.name in OBJECTS else None


def is_marked(tag: Tag) -> bool:
    """Return whether words are struck through, underlined or in italics."""
    style = declarations(tag)
    lines = style.get("text-decoration", "") + style.get("text-decoration-line", "")
    return tag.name in ("s", "strike", "u", "i", "em") or any(
        sign in lines + style.get("font-style", "") for sign in ("line-through", "underline", "italic")
    )
