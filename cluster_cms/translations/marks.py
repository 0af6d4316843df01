"""What the editor, the page list and the dashboard say of stale translations."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin import messages
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.models import Page

from cluster_cms.pages.languages import other_language
from cluster_cms.pages.sites import language_of
from cluster_cms.translations.confirmations import TranslationConfirmation
from cluster_cms.translations.desk_views import may_translate_pages
from cluster_cms.translations.leftovers import is_to_be_asked, leftovers
from cluster_cms.translations.pairs import has_changed, is_missing, others_of, pair_of, stale_for

MOST_NAMED = 5  # pages that are named where several wait


class StaleSummary(SummaryItem):
    """How many translations are stale, for those who keep them; leads to the report."""

    order = 70
    template_name = "cluster_cms/admin/translations_summary.html"

    @cached_property
    def count(self) -> int:
        return stale_for(self.request.user).count() if may_translate_pages(self.request.user) else 0

    def is_shown(self) -> bool:
        return self.count > 0

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"count": self.count}


class TranslationColumn(BaseColumn):
    """Says in a list of pages that a translation is stale, or that the page has none."""

    cell_template_name = "cluster_cms/admin/translation_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: dict[str, Any]) -> dict[str, Any]:
        language = other_language(language_of(instance))
        stale, missing = (getattr(instance, name, False) for name in ("has_stale_text", "has_no_counterpart"))
        words = has_changed(language) if stale else is_missing(language) if missing else ""
        address = reverse("translation", args=[instance.pk]) if stale else ""
        return super().get_cell_context_data(instance, parent_context) | {"words": words, "address": address}


def mark_pages(parent_page: Page, pages: "QuerySet[Page]", request: HttpRequest) -> "QuerySet[Page]":
    """Annotate the pages of a list; for the hook `construct_explorer_page_queryset`."""
    if not may_translate_pages(request.user):
        return pages
    stale = TranslationConfirmation.objects.stale().filter(page=OuterRef("pk"))
    other = ~Exists(others_of(live=True, alias=True))
    return pages.annotate(has_stale_text=Exists(stale), has_no_counterpart=other)


def install_column() -> None:
    """Add the column to the page list; Wagtail takes other columns for one page type alone."""
    column = TranslationColumn("translation", label=gettext_lazy("Translation"), width="12%")
    ExplorableIndexView.base_columns = [*ExplorableIndexView.base_columns, column]


def compare_button(page: Page) -> Any:
    return messages.button(
        reverse("translation", args=[page.pk]), pgettext("translation", "See what changed"), new_window=False
    )


def tell_stale(request: HttpRequest, page: Page) -> None:
    """Tell whoever opens a stale translation that its source has changed, and what of it is not translated."""
    if request.method != "GET" or not may_translate_pages(request.user):
        return
    pair = pair_of(page)
    if pair and pair.is_stale and pair.translation.pk == page.pk:
        words = _("%(notice)s. This page is its translation.") % {"notice": has_changed(language_of(pair.source))}
        messages.warning(request, words, buttons=[compare_button(page)])
    if labels := list(dict.fromkeys(one.label for one in leftovers(page))):
        words = _("Still in the other language: %(fields)s") % {"fields": ", ".join(labels[:5])}
        messages.info(request, words)


def ask_before_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep the draft and ask, where text is still in the other language or lacks a term of the company."""
    if not may_translate_pages(request.user) or not is_to_be_asked(page):
        return None
    messages.info(request, _("The draft is saved. It is not published yet."))
    return redirect("translation_leftovers", page.pk)


def ask_before_bulk_publishing(
    request: HttpRequest, action_type: str, objects: Iterable[Page], action: Any
) -> HttpResponse | None:
    """Publish none of several pages while text of one is in the other language: name those pages instead."""
    if action_type != "publish" or not may_translate_pages(request.user):
        return None
    chosen = Page.objects.filter(pk__in=[page.pk for page in objects])
    if action.cleaned_form.cleaned_data["include_descendants"]:
        chosen = Page.objects.filter(pk__in=[one.pk for page in chosen for one in page.get_descendants(inclusive=True)])
    asked = [page for page in chosen.specific() if is_to_be_asked(page.get_latest_revision_as_object())]
    for page in asked[:MOST_NAMED]:
        words = _("Not published: text of “%(page)s” is still in the other language, or lacks a term of the company.")
        address = reverse("translation_leftovers", args=[page.pk])
        button = messages.button(address, pgettext("translation", "See what is left"), new_window=False)
        messages.warning(request, words % {"page": page.get_admin_display_title()}, buttons=[button])
    if not asked:
        return None
    messages.error(
        request, _("None of the chosen pages was published. Publish these first, or choose the others alone.")
    )
    return redirect(action.next_url)


def lead_on(request: HttpRequest, page: Page) -> HttpResponse | None:
    """After a publication: lead from a stale translation to its confirmation, name it to who changed the source."""
    if "action-publish" not in request.POST or not may_translate_pages(request.user):
        return None
    pair = pair_of(page)
    if not (pair and pair.is_stale):
        return None
    if pair.translation.pk == page.pk:
        return redirect("translation", page.pk)
    messages.warning(request, _("The translation of this page is stale now."), buttons=[compare_button(page)])
    return None
