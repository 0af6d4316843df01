"""The report of what the rules of writing found on all pages, and the list of the words of the company."""

from typing import Any

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import page_permission_policy

from cluster_cms.checks.explanations import EXPLANATIONS
from cluster_cms.checks.house_terms import HouseTerm, house_terms
from cluster_cms.checks.page_findings import PageFindings
from cluster_cms.checks.site_reading import check_page, due_pages
from cluster_cms.views.staff import PermittedScreen, Question, shown_to, signed_in_user

PER_PAGE = 25


def may_read_report(user: Any) -> bool:
    """Tell whether somebody may change any page, whose faults are then told to them."""
    return bool(user.is_active and page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"}))


class WritingReport(PermittedScreen):
    """Lists the pages with findings, most first; those shown are read again when they were published since."""

    template_name = "cluster_cms/admin/writing_report.html"
    page_title = _("Writing on all pages")
    header_icon = "glasses"
    question: Question = staticmethod(may_read_report)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        code = self.request.GET.get("rule", "")
        rows = found_on_pages(self.request, code if code in EXPLANATIONS else "")
        shown = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        refresh(shown)
        names = sorted(((key, name) for key, (name, _why) in EXPLANATIONS.items()), key=lambda one: str(one[1]))
        newest = PageFindings.objects.order_by("-checked_at").values_list("checked_at", flat=True).first()
        more = {"shown": shown, "rules": names, "rule": code, "newest": newest, "waiting": due_pages().count()}
        return super().get_context_data(**kwargs) | more


def found_on_pages(request: HttpRequest, code: str) -> QuerySet[PageFindings]:
    """Return what was found on the public pages that somebody may change, with one rule if any is named."""
    pages = page_permission_policy.instances_user_has_permission_for(signed_in_user(request), "change")
    rows = PageFindings.objects.filter(number__gt=0, page__live=True, page__in=pages.values("pk"))
    if code:
        rows = rows.filter(found__icontains=f'"{code}"')
    return rows.select_related("page__locale").order_by("-number", "pk")


def refresh(shown: "PaginatorPage[PageFindings]") -> None:
    """Read the pages of one screen again that were published since they were read."""
    due = set(due_pages().filter(pk__in=[row.pk for row in shown]).values_list("pk", flat=True))
    terms = house_terms() if due else []
    for row in shown:
        if row.pk in due:
            row.found = check_page(row.page, terms).found


class HouseTermViewSet(ModelViewSet):
    """The screens of the words of the company."""

    model = HouseTerm
    name = "house-words"
    icon = "list-ul"
    menu_label = _("Words of the company")
    menu_hook = "register_settings_menu_item"
    menu_order = 850
    url_prefix = "house-words"
    form_fields = ["language", "word", "use_instead", "except_in"]
    list_display = ["word", "use_instead", Column("language", label=_("language"), accessor="get_language_display")]
    list_filter = ["language"]
    search_fields = ["word", "use_instead"]
    add_to_reference_index = False
    copy_view_enabled = False
    list_export: list[str] = []


def writing_script() -> SafeString:
    """Return style and script of the checks for the page editor."""
    style, script = static("cluster_cms/css/admin-writing.css"), static("cluster_cms/js/writing.js")
    return format_html('<link rel="stylesheet" href="{}"><script src="{}" defer></script>', style, script)


def urls() -> list[URLPattern]:
    return [path("reports/writing/", WritingReport.as_view(), name="writing_report")]


def report_menu_item() -> MenuItem:
    """Return the item of the menu of reports."""
    item = shown_to(may_read_report)
    return item(_("Writing on all pages"), reverse("writing_report"), name="writing", icon_name="glasses", order=1210)
