"""The base of the admin's own screens: breadcrumbs that end where they are, and menu items by permission."""

from collections.abc import Callable, Iterable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cluster_cms.security.accounts import User

Breadcrumb = Iterable[tuple[str, str]]  # addresses and labels


class StaffScreen(WagtailAdminTemplateMixin):
    """Shows the way from Home over what lies above the screen to the screen itself, which stands at its head."""

    def breadcrumbs(self) -> Breadcrumb:
        """Return what lies between Home and the screen."""
        return ()

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        breadcrumbs = [{"url": address, "label": label} for address, label in self.breadcrumbs()]
        return [*self.breadcrumbs_items, *breadcrumbs, {"url": "", "label": str(self.get_page_title())}]


def shown_to(may: Callable[[User | AnonymousUser], bool]) -> type[MenuItem]:
    """Return the class of menu items that ask a question of `permissions.py`."""

    class ItemShownTo(MenuItem):
        def is_shown(self, request: HttpRequest) -> bool:
            return may(request.user)

    return ItemShownTo
