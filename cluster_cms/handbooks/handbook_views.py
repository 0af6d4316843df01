"""The screens of the handbooks: the list of all, and one with its table of contents."""

from pathlib import PurePosixPath
from typing import Any

from django.http import Http404
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem

from cluster_cms.handbooks.books import NAMES, Book, book, books_for
from cluster_cms.handbooks.markdown import Block, inline
from cluster_cms.pages.languages import active_language
from cluster_cms.views.staff import Breadcrumb, PermittedScreen, is_staff_account, signed_in_user

PICTURES = "cluster_cms/handbooks"  # among the static files


class HandbooksView(PermittedScreen):
    """Lists the handbooks with their tasks, the reader's own first."""

    page_title = gettext_lazy("Handbooks")
    header_icon = "help"
    template_name = "cluster_cms/admin/handbooks/list.html"
    question = staticmethod(is_staff_account)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = list(signed_in_user(self.request).groups.values_list("name", flat=True))
        return super().get_context_data(**kwargs) | {"books": books_for(groups, active_language())}


class HandbookView(PermittedScreen):
    """Shows a handbook. Raises Http404 for an unknown name."""

    header_icon = "help"
    template_name = "cluster_cms/admin/handbooks/book.html"
    question = staticmethod(is_staff_account)

    @cached_property
    def book(self) -> Book:
        try:
            return book(self.kwargs["name"], active_language())
        except KeyError as error:
            raise Http404 from error

    def get_page_title(self) -> str:
        return self.book.title

    def breadcrumbs(self) -> Breadcrumb:
        return [(reverse("handbooks"), _("Handbooks"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        body = [shown(one) for one in self.book.body]
        return super().get_context_data(**kwargs) | {"book": self.book, "body": body}


def shown(block: Block) -> dict[str, Any]:
    """Return what the template prints of a block."""
    rows = [[inline(cell, address_of) for cell in row] for row in block.rows]
    text = block.text if block.kind in ("code", "picture") else inline(block.text, address_of)
    level = min(block.level, 4)
    picture = static(f"{PICTURES}/{PurePosixPath(block.rows[0][0]).name}") if block.kind == "picture" else ""
    return {"kind": block.kind, "level": level, "anchor": block.anchor, "text": text, "rows": rows, "picture": picture}


def address_of(target: str) -> str:
    """Return where a link of a handbook leads in the admin: to another handbook; other files are not shown there."""
    name, _dot, rest = target.partition(".")
    if name in NAMES and rest in ("ja.md", "en.md"):
        return reverse("handbook", args=[name])
    return target if target.startswith("https://") else ""


def urls() -> list[URLPattern]:
    return [
        path("handbooks/", HandbooksView.as_view(), name="handbooks"),
        path("handbooks/<slug:name>/", HandbookView.as_view(), name="handbook"),
    ]


def menu_item() -> MenuItem:
    return MenuItem(gettext_lazy("Handbooks"), reverse("handbooks"), name="handbooks", icon_name="doc-full", order=800)
