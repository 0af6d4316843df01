"""The report of links that leave the site, and the view that records a check."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from cluster_cms import clock
from cluster_cms.promises.outside_links import NoSuchLink, OutsideLinkCheck, check_link, may_check_links, outside_links
from cluster_cms.views.staff import PermittedScreen, shown_to, signed_in_user

CHECK_EVERY = timedelta(days=365)


class LinksReport(PermittedScreen):
    """Lists every outside link with its page, its host and its last check."""

    template_name = "cluster_cms/admin/outside_links.html"
    page_title = gettext_lazy("Links that leave the site")
    header_icon = "link-external"
    question = staticmethod(may_check_links)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        checks, due = OutsideLinkCheck.objects.newest_of_each(), clock.now() - CHECK_EVERY
        rows = [(link, checks.get(link.address)) for link in outside_links()]
        late = sum(check is None or check.checked_at < due for _link, check in rows)
        return super().get_context_data(**kwargs) | {"rows": rows, "late": late, "due": due}


@require_POST
def checked_today(request: HttpRequest) -> HttpResponse:
    """Record that an address was checked today."""
    actor = signed_in_user(request)
    if not may_check_links(actor):
        raise PermissionDenied
    address = request.POST.get("address", "")
    try:
        check_link(address=address, actor=actor)
    except NoSuchLink:
        messages.warning(request, _("The site no longer links to this address; nothing was noted."))
    else:
        messages.success(request, _("Noted: %(address)s was checked today.") % {"address": address})
    return redirect("outside_links")


def urls() -> list[URLPattern]:
    return [
        path("reports/outside-links/", LinksReport.as_view(), name="outside_links"),
        path("reports/outside-links/checked/", checked_today, name="outside_link_checked"),
    ]


def report_menu_item() -> MenuItem:
    return shown_to(may_check_links)(
        gettext_lazy("Links that leave the site"),
        reverse("outside_links"),
        name="outside-links",
        icon_name="link-external",
        order=1200,
    )
