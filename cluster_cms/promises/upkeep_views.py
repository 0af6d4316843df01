"""The report of what can be mended or cleared away: links that lead nowhere, and pictures that no page shows."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.models import ReferenceIndex
from wagtail.permissions import policy_registry

from cluster_cms.pages.media import CustomImage
from cluster_cms.promises.crawler import LINKS
from cluster_cms.promises.measurements import Measurement
from cluster_cms.promises.outside_answers import broken_outside
from cluster_cms.promises.outside_links import may_check_links
from cluster_cms.views.staff import PermittedScreen, Question, shown_to

PER_PAGE = 50
MOST = 200  # links shown


class UpkeepReport(PermittedScreen):
    """Lists the broken links, inside by the last crawl and outside, each with where it stands, and unused pictures."""

    template_name = "cluster_cms/admin/upkeep.html"
    page_title = _("Broken links and unused pictures")
    header_icon = "warning"
    question: Question = staticmethod(may_check_links)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crawl = Measurement.objects.newest_of_each().get(LINKS)
        links = [(address, met_on) for _kind, address, met_on in crawl.faults] if crawl else []
        found: dict[str, Any] = {"crawl": crawl, "links": links[:MOST], "more": len(links[MOST:])}
        outside = broken_outside() if settings.CHECK_OUTSIDE_LINKS else []
        found |= {"asks_outside": settings.CHECK_OUTSIDE_LINKS}
        found |= {"outside": outside[:MOST], "more_outside": len(outside[MOST:])}
        if may_clear_pictures(self.request.user):
            found["pictures"] = Paginator(unused_pictures(), PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | found


def may_clear_pictures(user: Any) -> bool:
    """Tell whether somebody may delete pictures: others learn no title of one."""
    return bool(policy_registry.get_by_type(CustomImage).user_has_permission(user, "delete"))


def unused_pictures() -> "QuerySet[CustomImage]":
    """Return the pictures to which nothing refers, drafts included, newest last."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(CustomImage), to_object_id=OuterRef("key")
    )
    pictures = CustomImage.objects.annotate(key=Cast("pk", CharField())).filter(~Exists(references))
    return pictures.order_by("created_at", "pk")


def urls() -> list[URLPattern]:
    return [path("reports/upkeep/", UpkeepReport.as_view(), name="upkeep")]


def upkeep_menu_item() -> MenuItem:
    """Return the item of the menu of reports."""
    item = shown_to(may_check_links)
    label = _("Broken links and unused pictures")
    return item(label, reverse("upkeep"), name="upkeep", icon_name="warning", order=1220)
