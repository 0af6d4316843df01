"""Says in the staff area, before anything is sent, what can never be done to a page; and the form of a site."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page, Site, get_page_models
from wagtail.sites.forms import SiteForm
from wagtail.sites.views import SiteViewSet

from cluster_cms.pages.required_pages import ChangeRefused, Tree, read_tree
from cluster_cms.pages.tree_guards import complaint_about_root, default_sentence


def refuse_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead back to the page, with the reason, instead of asking whether to delete it and what is below."""
    tree = read_tree()
    return lead_back(request, page, tree, tree.without(page.url_path))


def refuse_unpublishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead back to the page, with the reason; pages below are unpublished only when that is ticked."""
    tree = read_tree()
    below = request.method == "POST" and bool(request.POST.get("include_descendants"))
    return lead_back(request, page, tree, tree.without(page.url_path, below=below))


def lead_back(request: HttpRequest, page: Page, before: Tree, after: Tree) -> HttpResponse | None:
    try:
        before.refuse_losses(after)
    except ChangeRefused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


class RootedSiteForm(SiteForm):
    """Wagtail's form of a site, in which only a home page can be chosen as root."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        homes = [model for model in get_page_models() if getattr(model, "can_be_site_root", False)]
        self.fields["root_page"].widget = AdminPageChooser(
            target_models=homes, choose_one_text=_("Choose a home page"), show_clear_link=False
        )

    def clean_root_page(self) -> Page:
        page: Page = self.cleaned_data["root_page"]
        if "root_page" in self.changed_data and (complaint := complaint_about_root(page)):
            self.add_error("root_page", complaint)
        return page

    def clean_is_default_site(self) -> bool:
        default = bool(self.cleaned_data["is_default_site"])
        if not default and Site.objects.filter(pk=self.instance.pk, is_default_site=True).exists():
            self.add_error("is_default_site", default_sentence())
        return default


def install_site_form() -> None:
    """Have Wagtail's screens of sites use the form; Wagtail names it in a method and offers no setting."""
    SiteViewSet.get_form_class = lambda viewset, for_update=False: RootedSiteForm
