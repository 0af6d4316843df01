"""PolicyPage: the privacy policy, one bilingual document, served from its ledger."""

from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import StreamField
from wagtail.log_actions import LogContext
from wagtail.models import PagePermissionTester, Revision
from wagtail.search import index

from cluster_cms.pages.base_page import BasePage
from cluster_cms.pages.languages import ENGLISH, JAPANESE
from cluster_cms.pages.sites import language_of
from policy.models.revisions import ChangeKind, promulgated_anchors
from policy.permissions import PolicyPermissionTester
from policy.public import views
from policy.public.revision_pages import draft
from policy.publishing import editor_panels, promulgation, save_guards
from policy.text import anchors, numbering, references
from policy.text.blocks import ClauseBlock, SupplementBlock
from policy.text.rendering import plain_text

CHANGE_KINDS = [choice for choice in ChangeKind.choices if choice[0] != ChangeKind.ESTABLISHED]


class TitleInForce(index.SearchField):
    """Indexes, as the title, the one in force in the row's own language: an alias carries the title of its source."""

    def get_value(self, obj: Any) -> str:
        return str(obj.display_title())


class TitleInForceAutocomplete(index.AutocompleteField):
    """The same, for completion while typing."""

    def get_value(self, obj: Any) -> str:
        return str(obj.display_title())


class PolicyPage(RoutablePageMixin, BasePage):
    """The draft of the next revision. What visitors read comes from the ledger; English is an alias of this page."""

    legal_stale = timedelta(days=1)
    holds_both_languages = True
    visitor_name = pgettext_lazy("result", "Privacy policy")

    title_en = models.CharField(_("title in English"), max_length=255, blank=True)
    intro_ja = models.TextField(_("text before the first clause, Japanese"), blank=True)
    intro_en = models.TextField(_("text before the first clause, English"), blank=True)
    clauses = StreamField(
        [("clause", ClauseBlock())], blank=True, collapsed=True, verbose_name=pgettext_lazy("policy", "items")
    )
    supplements = StreamField(
        [("supplement", SupplementBlock()), ("clause", ClauseBlock())],
        blank=True,
        collapsed=True,
        verbose_name=pgettext_lazy("policy", "supplementary provisions"),
        help_text=_("After the items. Begin with a heading; the clauses after it are counted from 1."),
    )
    clause_form = models.CharField(
        _("form of the numbers"),
        max_length=10,
        choices=numbering.FORMS,
        default=numbering.ITEM,
        help_text=_("How clauses are counted and named, in the text and in references. Earlier revisions keep theirs."),
    )
    established_on = models.DateField(
        _("established on"),
        null=True,
        blank=True,
        help_text=_("The date of the first text. It stays the same in every revision."),
    )
    effective_on = models.DateField(
        _("in force from"),
        null=True,
        blank=True,
        help_text=_("From 00:00 in Tokyo on this day. Empty: in force as soon as it is published."),
    )
    change_kind = models.CharField(_("kind of change"), max_length=20, choices=CHANGE_KINDS, blank=True)
    summary_ja = models.TextField(_("summary in Japanese"), max_length=500, blank=True)
    summary_en = models.TextField(_("summary in English"), max_length=500, blank=True)
    notified_how_ja = models.TextField(_("how people are told, Japanese"), max_length=500, blank=True)
    notified_how_en = models.TextField(_("how people are told, English"), max_length=500, blank=True)
    warnings_reason = models.TextField(
        _("Reason for publishing in spite of the warnings"),
        max_length=500,
        blank=True,
        help_text=_("Only needed when the list under “Promulgation” shows warnings. The ledger keeps it."),
    )
    corrects_both = models.BooleanField(_("applied to the text in force as well"), default=False)
    correction_words = models.JSONField(_("words chosen for the corrected texts"), default=dict, blank=True)
    seo_title_en = models.CharField(_("title for search engines, English"), max_length=255, blank=True)
    search_description_en = models.TextField(_("description for search engines, English"), blank=True)
    listing_summary_en = models.TextField(_("summary in English"), max_length=300, blank=True)
    sharing_title_en = models.CharField(_("title when shared, English"), max_length=100, blank=True)

    # Made by bootstrap_site alone: nobody adds, copies or moves a policy, and nothing lies below it.
    parent_page_types: list[str] = []
    subpage_types: list[str] = []
    max_count = 1
    preview_modes = [(JAPANESE, _("Japanese")), (ENGLISH, _("English"))]
    edit_handler = editor_panels.editor()
    search_fields = [
        *(
            field
            for field in BasePage.search_fields
            if not isinstance(field, index.SearchField | index.AutocompleteField)
        ),
        TitleInForce("title", boost=2),
        TitleInForceAutocomplete("title"),
        index.SearchField("indexed_summary"),
        index.SearchField("indexed_text"),
    ]

    class Meta:
        verbose_name = _("privacy policy")
        verbose_name_plural = _("privacy policies")

    @classmethod
    def source(cls) -> "PolicyPage | None":
        """Return the site's one policy page; its English page is an alias of it."""
        return cls.objects.filter(alias_of=None).first()

    # --- What it says, in each language -------------------------------------------------------------------------------

    def display_title(self, language: str | None = None) -> str:
        """Return the title in force; before the first revision, the one of the draft."""
        language = language or language_of(self)
        title = promulgation.title_in_force(page=self, language=language)
        if title is None:
            return (self.title_en or self.title) if language == ENGLISH else self.title
        return title

    def translated(self, name: str, language: str | None = None) -> str:
        """Return one of Wagtail's text fields, or its English counterpart."""
        english = (language or language_of(self)) == ENGLISH
        return str(getattr(self, f"{name}_en" if english else name))

    def summary(self, language: str | None = None) -> str:
        return self.translated("listing_summary", language) or self.translated("search_description", language)

    def search_words(self, language: str | None = None) -> str:
        return self.translated("search_description", language)

    def shared_title(self, language: str | None = None) -> str:
        return self.translated("sharing_title", language) or self.display_title(language)

    def search_text(self, language: str | None = None) -> str:
        """Return the words in force, for the index and for the excerpts of search results."""
        row = promulgation.in_force(page=self)
        return plain_text(row.content, language or language_of(self)) if row else ""

    def indexed_text(self) -> str:
        return self.search_text()

    def indexed_summary(self) -> str:
        return self.summary()

    def in_language(self, language: str) -> "PolicyPage":
        """Return the page of a language: the source or its alias."""
        if language_of(self) == language:
            return self
        pages = PolicyPage.objects.filter(translation_key=self.translation_key)
        return pages.filter(locale__language_code=language).first() or self

    def revision_address(self, number: int, language: str) -> str:
        page = self.in_language(language)
        return f"{page.url or ''}{page.reverse_subpage('revision', [number])}"

    def comparison_address(self, old: int, new: int, language: str) -> str:
        page = self.in_language(language)
        return f"{page.url or ''}{page.reverse_subpage('comparison', [old, new])}"

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the draft in the chosen language."""
        with translation.override(mode_name or JAPANESE):
            context = draft(self, mode_name or JAPANESE)
            return self.render(request, template="policy/draft.html", context_overrides=context).render()

    # --- Public addresses, below the page's own: the name of a method is the name of its route ------------------------

    @path("")
    def current(self, request: HttpRequest) -> HttpResponse:
        return views.current(self, request)

    @path("upcoming/")
    def upcoming(self, request: HttpRequest) -> HttpResponse:
        return views.upcoming(self, request)

    @path("history/")
    def history(self, request: HttpRequest) -> HttpResponse:
        return views.history(self, request)

    @path("v/<int:number>/")
    def revision(self, request: HttpRequest, number: int) -> HttpResponse:
        return views.revision(self, request, number)

    @re_path(r"^on/(\d{4}-\d{2}-\d{2})/$")
    def on(self, request: HttpRequest, day: str) -> HttpResponse:
        return views.on_day(self, request, day)

    @path("compare/")
    def pick(self, request: HttpRequest) -> HttpResponse:
        return views.pick(self, request)

    @path("compare/<int:old>..<int:new>/")
    def comparison(self, request: HttpRequest, old: int, new: int) -> HttpResponse:
        return views.comparison(self, request, old, new)

    @path("compare/<int:old>..<int:new>/table.<str:kind>/")
    def comparison_file(self, request: HttpRequest, old: int, new: int, kind: str) -> HttpResponse:
        return views.comparison_file(self, request, old, new, kind)

    @path("history.json/")
    def history_json(self, request: HttpRequest) -> HttpResponse:
        return views.history_json(self, request)

    @path("v/<int:number>.json/")
    def revision_json(self, request: HttpRequest, number: int) -> HttpResponse:
        return views.revision_json(self, request, number)

    @path("feed.atom/")
    def feed(self, request: HttpRequest) -> HttpResponse:
        return views.feed(self, request)

    @path("item/<int:number>/")
    def item(self, request: HttpRequest, number: int) -> HttpResponse:
        return views.item(self, request, number)

    # --- Who may do what, and which saves are refused -----------------------------------------------------------------

    def review_address(self) -> str:
        return reverse("policy_decision")

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return PolicyPermissionTester(user, self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and promulgate in the same transaction when another revision goes live. Raises PublicationRefused."""
        with transaction.atomic():
            promulgated = []
            if save_guards.goes_live(self, kwargs.get("update_fields")):
                promulgated = promulgation.promulgate(page=self, revision=self.live_revision)
            if self.live and kwargs.get("update_fields") is None:
                self.clear_next_revision()
            super().save(*args, **kwargs)
            for row, replaced in promulgated:
                promulgation.announce(row, replaced)

    def clear_next_revision(self) -> None:
        """Empty what belongs to one revision alone, so that the next draft starts afresh."""
        self.effective_on = None
        self.change_kind = self.warnings_reason = ""
        self.summary_ja = self.summary_en = self.notified_how_ja = self.notified_how_en = ""
        self.corrects_both, self.correction_words = False, {}

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Save the draft, if it says anything new; autosave never rewrites what was put before an approver."""
        if self.alias_of_id:
            save_guards.refuse_to_cut_alias()
        if unchanged := save_guards.promulgated_unchanged(self):
            return unchanged
        save_guards.refuse_schedule(self)
        anchors.fill([*self.clauses, *self.supplements], promulgated=promulgated_anchors(self.pk))
        references.normalise_tokens(self)
        overwritten = kwargs.get("overwrite_revision")
        if overwritten and save_guards.is_evidence(overwritten):
            kwargs["overwrite_revision"] = None
        return super().save_revision(*args, **kwargs)

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> Any:
        """Publish in one transaction; `user` is recorded as the account that acts."""
        if user is None:
            with transaction.atomic():
                return super().publish(revision, user=user, **kwargs)
        with LogContext(user=user), transaction.atomic():
            return super().publish(revision, user=user, **kwargs)

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        save_guards.refuse("unpublish", _("A promulgated policy is never taken offline."))

    def move(self, *args: Any, **kwargs: Any) -> None:
        save_guards.refuse("move", _("The address of a promulgated policy never changes."))

    def copy(self, *args: Any, **kwargs: Any) -> None:
        save_guards.refuse("second", _("There is one policy on this site; it is never copied."))

    create_alias = copy_for_translation = copy

    def delete(self, *args: Any, **kwargs: Any) -> None:
        save_guards.refuse("delete", _("The policy is never deleted."))
