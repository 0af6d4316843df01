"""The editor of the policy: text, next revision, promulgation, search and sharing."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)
from wagtail.models import Page

from cluster_cms import clock
from policy.ledger.revision_status import statuses
from policy.models.approval import display_name
from policy.publishing import decision, promulgation
from policy.text import canonical, references


def checklist(page: Page) -> dict[str, Any]:
    """Return the reasons against publishing a saved draft, the warnings of the legal minimum, and hints."""
    document = canonical.document(page)
    return {
        "reasons": promulgation.blocking_reasons(page),
        "warnings": [] if page.warnings_reason.strip() else promulgation.warnings(page),
        "hints": list(references.mention_hints(document)),
    }


class PromulgationPanel(Panel):
    """Shows the newest revisions and the reasons against publishing the draft."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "policy/promulgation_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context |= checklist(self.instance)
            context["statuses"] = statuses(self.instance.pk, at=clock.now())
            context["page"] = self.instance
            return context


class DecisionPanel(Panel):
    """Says in the editor that the draft waits for a decision, or what the approver wants mended."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "policy/admin/decision_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            task = decision.returned(self.instance)
            context["returned"] = task
            context["returned_by"] = display_name(task.finished_by) if task else ""
            context["waiting"] = self.instance.workflow_in_progress
            context["announced"] = next(iter(promulgation.announced(self.instance)), None)
            return context


def pair(ja: FieldPanel, en: FieldPanel, heading: Any, help_text: Any = "") -> MultiFieldPanel:
    """Show the two languages of a field side by side."""
    return MultiFieldPanel([FieldRowPanel([ja, en])], heading=heading, help_text=help_text)


def bilingual(name: str, heading: Any, help_text: Any = "", *, japanese: str = "_ja") -> MultiFieldPanel:
    """Show `name` in Japanese and English side by side; Wagtail's own fields have no suffix in Japanese."""
    return pair(
        FieldPanel(f"{name}{japanese}", heading=_("Japanese")),
        FieldPanel(f"{name}_en", heading=_("English")),
        heading,
        help_text,
    )


TEXT = [
    DecisionPanel(heading=_("Decision")),
    HelpPanel(template="policy/editor_help.html", heading=_("How a revision is made")),
    pair(
        FieldPanel("title", heading=_("Japanese"), help_text=_("Shown on the page, in menus and in search results.")),
        FieldPanel("title_en", heading=_("English"), help_text=_("Shown in the same places in English.")),
        pgettext_lazy("policy", "Title"),
    ),
    FieldPanel("clause_form"),
    bilingual("intro", _("Text before the first clause"), _("Each line break begins a new paragraph.")),
    FieldPanel("clauses"),
    FieldPanel("supplements"),
]
NEXT_REVISION = [
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("effective_on"), FieldPanel("change_kind")])], heading=_("What changes, and when")
    ),
    bilingual(
        "summary",
        _("Summary of the change"),
        _("One or two sentences for the revision history, such as: Item 4 states a time limit."),
    ),
    bilingual(
        "notified_how",
        _("How people are told"),
        _("For a change of purpose: for example, by email to everybody who wrote to us, and on this page."),
    ),
    FieldPanel("warnings_reason"),
    FieldPanel("established_on"),
]
SEARCH_AND_SHARING = [
    bilingual("seo_title", _("Title for search engines"), japanese=""),
    bilingual("search_description", _("Description for search engines"), japanese=""),
    bilingual("listing_summary", _("Summary, also shown under the title"), japanese=""),
    bilingual("sharing_title", _("Title when shared"), japanese=""),
    FieldPanel("sharing_image"),
    FieldPanel("show_in_menus"),
    CommentPanel(),
]


def editor() -> TabbedInterface:
    """Return the tabs of the policy's editor. Address and schedule are not there: they never change."""
    return TabbedInterface(
        [
            ObjectList(TEXT, heading=_("Text of the policy")),
            ObjectList(NEXT_REVISION, heading=_("Next revision")),
            ObjectList([PromulgationPanel()], heading=_("Promulgation")),
            ObjectList(SEARCH_AND_SHARING, heading=_("Search and sharing")),
        ]
    )
