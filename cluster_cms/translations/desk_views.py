"""The screens of the translation desk: the report, a page beside its translation, what was left untranslated."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from cluster_cms.pages.languages import other_language
from cluster_cms.pages.sites import language_of
from cluster_cms.security.accounts import User
from cluster_cms.translations.changed_sentences import changed_sentences, side_by_side
from cluster_cms.translations.confirmations import confirm, shown_revision
from cluster_cms.translations.glossary import terms
from cluster_cms.translations.leftovers import lacking, lacking_terms, leftovers
from cluster_cms.translations.pairs import Pair, has_changed, missing_for, pair_of, stale_for, unrecorded_for
from cluster_cms.translations.passages import passages
from cluster_cms.views.staff import Breadcrumb, PermittedScreen, shown_to, signed_in_user

ON_ONE_PAGE = 50
LISTS = {"stale": stale_for, "unrecorded": unrecorded_for, "missing": missing_for}


def may_translate_pages(user: User | AnonymousUser) -> bool:
    """Tell whether somebody keeps translations; each page asks further."""
    return user.has_perm("simple_translation.submit_translation")


class TranslationsReport(PermittedScreen):
    """Lists the translations that are stale, not recorded or missing, among the pages that somebody may edit."""

    template_name = "cluster_cms/admin/translations.html"
    page_title = gettext_lazy("Translations")
    header_icon = "globe"
    question = staticmethod(may_translate_pages)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, shown = signed_in_user(self.request), self.request.GET.get("show", "stale")
        shown = shown if shown in LISTS else "stale"
        lists = {name: find(user) for name, find in LISTS.items()}
        listing = Paginator(lists[shown], ON_ONE_PAGE).get_page(self.request.GET.get("page"))
        counts = {name: found.count() for name, found in lists.items() if name != shown}
        context = {"shown": shown, "listing": listing, "counts": counts | {shown: listing.paginator.count}}
        return super().get_context_data(**kwargs) | context


class TranslationScreen(PermittedScreen):
    """A screen about one page that somebody may edit. Raises Http404 and PermissionDenied."""

    question = staticmethod(may_translate_pages)

    def breadcrumbs(self) -> Breadcrumb:
        return [(reverse("translations"), _("Translations"))]

    def editable_page(self, number: int) -> Any:
        pages = Page.objects.select_related("locale").filter(depth__gte=2)
        page = get_object_or_404(pages, pk=number).specific
        if getattr(page, "holds_both_languages", False):
            raise Http404
        if not page.permissions_for_user(signed_in_user(self.request)).can_edit():
            raise PermissionDenied
        return page


class ComparisonView(TranslationScreen):
    """Shows a source and its translation side by side, what changed marked, and takes the confirmation."""

    template_name = "cluster_cms/admin/translation.html"
    page_title = gettext_lazy("Compare the languages")
    header_icon = "globe"

    def pair(self) -> Pair:
        pair = pair_of(self.editable_page(self.kwargs["page_id"]))
        if pair is None:
            raise Http404
        self.editable_page(pair.translation.pk)
        return pair

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pair = self.pair()
        language = language_of(pair.source)
        source, translation = pair.source.specific, pair.translation.specific
        new = passages(source if source.live else source.get_latest_revision_as_object())
        old = passages(pair.row.revision.as_object()) if pair.row else None
        theirs = passages(translation.get_latest_revision_as_object())
        return super().get_context_data(**kwargs) | {
            "pair": pair,
            "language": language,
            "other_language": other_language(language),
            "changes": changed_sentences(old, new, theirs, language) if old is not None else [],
            "rows": side_by_side(old, new, theirs, language),
            "terms": lacking(new, theirs, language, terms()),
            "revision": number_of(source),
            "has_changed": has_changed(language),
        }

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Confirm against the revision that was shown, and lead to the next stale translation."""
        pair, user = self.pair(), signed_in_user(request)
        if request.POST.get("revision") != number_of(pair.source):
            messages.warning(request, _("The page was published again in the meantime. Please look at it once more."))
            return redirect("translation", page_id)
        confirm(page=pair.translation, source=pair.source, revision=shown_revision(pair.source), actor=user)
        messages.success(
            request, _("Noted: the translation of “%(page)s” is up to date.") % {"page": pair.source.title}
        )
        following = stale_for(user).first()
        return redirect("translation", following.page_id) if following else redirect("translations")


def number_of(source: Page) -> str:
    """Return the number of the revision that is compared with; empty for a page that has none yet."""
    return str((source.live_revision_id if source.live else source.latest_revision_id) or "")


class LeftoversView(TranslationScreen):
    """Names what of a draft is still in the other language, and publishes it when that is meant."""

    template_name = "cluster_cms/admin/leftovers.html"
    page_title = gettext_lazy("Not translated yet")
    header_icon = "warning"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = self.editable_page(self.kwargs["page_id"])
        draft = page.get_latest_revision_as_object()
        found = {"leftovers": leftovers(draft), "terms": lacking_terms(draft), "edited": page}
        publishable = page.permissions_for_user(signed_in_user(self.request)).can_publish()
        return (
            super().get_context_data(**kwargs)
            | found
            | {
                "language": language_of(page),
                "may_publish": publishable,
                "revision": page.latest_revision_id,
            }
        )

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Publish the draft that was shown, as it is."""
        page, user = self.editable_page(page_id), signed_in_user(request)
        if not page.permissions_for_user(user).can_publish():
            raise PermissionDenied
        revision = page.latest_revision
        if revision is None or request.POST.get("revision") != str(revision.pk):
            messages.warning(request, _("The page was saved again in the meantime. Please look at it once more."))
            return redirect("translation_leftovers", page_id)
        PublishPageRevisionAction(revision, user=user).execute()
        messages.success(request, _("Published as it is, or planned where a time is set."))
        return redirect("wagtailadmin_explore", page.get_parent().pk)


def urls() -> list[URLPattern]:
    """Return the addresses below /admin/; for the hook `register_admin_urls`."""
    return [
        path("reports/translations/", TranslationsReport.as_view(), name="translations"),
        path("translation/pages/<int:page_id>/", ComparisonView.as_view(), name="translation"),
        path("translation/pages/<int:page_id>/leftovers/", LeftoversView.as_view(), name="translation_leftovers"),
    ]


def translations_menu_item() -> MenuItem:
    label, address = gettext_lazy("Translations"), reverse("translations")
    return shown_to(may_translate_pages)(label, address, name="translations", icon_name="globe", order=1100)
