"""Items of the staff's menus, each shown to those who may use what it leads to."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from cluster_cms.accounts import User


def shown_to(may: Callable[[User | AnonymousUser], bool]) -> type[MenuItem]:
    """Return the class of menu items that ask a question of `permissions.py`."""

    class ItemShownTo(MenuItem):
        def is_shown(self, request: HttpRequest) -> bool:
            return may(request.user)

    return ItemShownTo
