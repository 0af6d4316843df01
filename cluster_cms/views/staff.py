"""The base of the admin's own screens: breadcrumbs that end where they are, and menu items by permission."""

from collections.abc import Callable, Iterable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cluster_cms.security.accounts import User

Above = Iterable[tuple[str, str]]  # addresses and labels


class StaffScreen(WagtailAdminTemplateMixin):
    """Shows the way from Home over what lies above the screen to the screen itself, which stands at its head."""

    def above(self) -> Above:
        """Return what lies between Home and the screen."""
        return ()

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        above = [{"url": address, "label": label} for address, label in self.above()]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": str(self.get_page_title())}]


def shown_to(may: Callable[[User | AnonymousUser], bool]) -> type[MenuItem]:
    """Return the class of menu items that ask a question of `permissions.py`."""

    class ItemShownTo(MenuItem):
        def is_shown(self, request: HttpRequest) -> bool:
            return may(request.user)

    return ItemShownTo
