"""Links that editors make: to a page of this site or to an address; unsafe addresses are refused."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, PageChooserBlock, StructBlock, StructValue
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Page, Site

from cluster_cms.pages.absolute import absolute
from cluster_cms.pages.languages import active_language
from cluster_cms.pages.sites import linkable

WEB = ("http", "https")
SCHEMES = (*WEB, "mailto", "tel")


def is_safe_address(address: str) -> bool:
    """Tell whether an address is a path or anchor of this site, or a full web, mail or telephone address.

    Browsers ignore control characters and read a backslash as a slash (WHATWG URL), so neither may occur.
    """
    if (
        not address
        or "\\" in address
        or any(character.isspace() or not character.isprintable() for character in address)
    ):
        return False
    if address.startswith(("/", "#")):
        return not address.startswith("//")
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme.lower() in WEB:
        return bool(parts.hostname) and parts.username is None
    return parts.scheme.lower() in SCHEMES and bool(parts.path) and not parts.path.startswith("/")


def refuse_unsafe_address(address: str) -> None:
    """Raise ValidationError for an address that is not safe (see `is_safe_address`)."""
    if not is_safe_address(address):
        raise ValidationError(
            _("Write a full address that begins with https://, or a path of this site that begins with one /."),
            code="unsafe_address",
        )


def leaves_the_site(address: str) -> bool:
    """Tell whether an address leads to another web site; False for what is no address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme.lower() in WEB and parts.hostname != urlsplit(absolute("")).hostname


def public_address(page: Page) -> str:
    """Return the address of a page in the active language, else in its own; empty when it is not public.

    The translation costs queries, so it is looked up only for a page outside the tree of the active language.
    """
    roots = [root.root_path for root in Site.get_site_root_paths() if root.language_code == active_language()]
    if not page.url_path.startswith(tuple(roots)):
        page = page.localized
    return (page.url or "") if page.live else ""


class LinkValue(StructValue):
    """The value of a link: its address, and whether it leaves the site."""

    @cached_property
    def href(self) -> str:
        """Return the address; empty when there is none, or when the page is not public."""
        if page := self.get("page"):
            return public_address(page)
        address = self.get("address") or ""
        return address if is_safe_address(address) else ""

    @cached_property
    def external(self) -> bool:
        return not self.get("page") and leaves_the_site(self.href)


class LinkedPageBlock(PageChooserBlock):
    """Chooses a page; reads only what a link needs, and nothing where no page is chosen."""

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        wanted = list(values)
        chosen = [value for value in wanted if value is not None]
        found = linkable(Page.objects).order_by().in_bulk(chosen) if chosen else {}
        return [found.get(value) for value in wanted]

    def deconstruct(self) -> tuple[str, Any, Any]:
        """Return it as Wagtail's own block: migrations need not know the difference."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.PageChooserBlock", args, kwargs


class LinkBlock(StructBlock):
    """A link with its words: to a page of this site, or to an address."""

    text = CharBlock(
        label=_("Words of the link"), max_length=60, required=False, help_text=_("Say where it leads, never “here”.")
    )
    page = LinkedPageBlock(label=_("Page of this site"), required=False)
    address = CharBlock(
        label=_("Or another address"), max_length=500, required=False, validators=[refuse_unsafe_address]
    )

    class Meta:
        icon = "link"
        label = _("Link")
        description = _("A link to a page of this site or to another address.")
        template = "cluster_cms/blocks/link.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {"text": _("About the company"), "address": "/"}
        value_class = LinkValue
        label_format = "{text}"
        required = True

    @property
    def required(self) -> bool:
        return bool(self.meta.required)

    def clean(self, value: Any) -> Any:
        """Require a text and one target; an optional link, or any link of a draft, may be empty."""
        link = super().clean(value)
        words, targets = link.get("text"), [name for name in ("page", "address") if link.get(name)]
        if len(targets) > 1:
            raise StructBlockValidationError(
                block_errors={"address": ValidationError(_("Choose a page or write an address, not both."))}
            )
        if self.is_deferred_validation or (words and targets) or not (self.required or words or targets):
            return link
        name, message = (
            ("page", _("Choose where the link leads.")) if words else ("text", _("Write the words of the link."))
        )
        raise StructBlockValidationError(block_errors={name: ValidationError(message)})
