"""The list of documents and the screen of one, for marketing."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSet

from cluster_cms.clock import tokyo_date
from cluster_cms.text.long_choices import LongChoices
from cluster_cms.text.validity import Validity
from library.models import LibraryDocument


class NeverDeleted(ModelPermissionPolicy):
    """Nobody deletes a document: addresses of its revisions are printed and linked elsewhere."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


def newest_number(document: LibraryDocument) -> str:
    return ", ".join(str(revision.number) for revision in document.present)


def state(document: LibraryDocument) -> str:
    """Return what has to be known of the present revisions: hidden, without any, expired, expiring, and since when."""
    if not document.shown:
        return str(_("Hidden"))
    if not document.present:
        return str(_("Without a revision"))
    order = {standing: place for place, standing in enumerate(Validity)}
    worst = max(document.present, key=lambda revision: order[revision.standing])
    days = f" ({tokyo_date(worst.expires_on)})" if worst.expires_on else ""
    return f"{worst.standing.label}{days}"


register_permission_policy(LibraryDocument, NeverDeleted(LibraryDocument))


class DocumentViewSet(SnippetViewSet):
    """Documents, with history."""

    model = LibraryDocument
    icon = "doc-full"
    menu_label = pgettext_lazy("menu", "Document library")
    menu_order = 155
    add_to_admin_menu = True
    list_display = [
        "title_ja",
        "title_en",
        Column("kind", label=_("kind"), accessor="get_kind_display", sort_key="kind"),
        Column("newest", label=_("revision"), accessor=newest_number),
        Column("state", label=_("state"), accessor=state),
        "owner",
        "review_on",
    ]
    list_filter = ["kind", "shown", "owner"]
    list_per_page = 50
    copy_view_enabled = False
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("kind"),
                FieldRowPanel([FieldPanel("title_ja"), FieldPanel("title_en")]),
                FieldRowPanel([FieldPanel("summary_ja"), FieldPanel("summary_en")]),
                FieldPanel("products", widget=LongChoices),
                FieldRowPanel([FieldPanel("owner"), FieldPanel("review_on"), FieldPanel("shown")]),
            ],
            heading=pgettext_lazy("library", "Document"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("file"),
                FieldRowPanel([FieldPanel("language"), FieldPanel("dated"), FieldPanel("expires_on")]),
                FieldRowPanel([FieldPanel("note_ja"), FieldPanel("note_en")]),
            ],
            heading=_("New revision"),
        ),
        MultiFieldPanel(
            [HelpPanel(template="library/admin/revisions.html"), FieldPanel("withdrawn")], heading=_("Revisions so far")
        ),
    ]

    def get_queryset(self, request: Any) -> Any:
        return LibraryDocument.objects.select_related("owner").prefetch_related("revisions")
