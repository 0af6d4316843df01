"""What the screens of the admin share that are no lists and forms of Wagtail's own: a way that ends where they are."""

from collections.abc import Iterable

from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

Above = Iterable[tuple[str, str]]  # addresses and labels


class StaffScreen(WagtailAdminTemplateMixin):
    """Shows the way from Home over what lies above the screen to the screen itself, which stands at its head."""

    def above(self) -> Above:
        """Return what lies between Home and the screen."""
        return ()

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        above = [{"url": address, "label": label} for address, label in self.above()]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": str(self.get_page_title())}]
