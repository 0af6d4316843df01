"""The form of a panel of the dashboard: a heading and rows, each with one way on; for `construct_homepage_panels`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.admin.ui.components import Component


@dataclass(frozen=True)
class PanelRow:
    """A line of a panel: what it is, what is to be known of it, and the button that leads on."""

    title: str
    address: str = ""
    detail: str = ""
    button: str = ""
    is_critical: bool = False


class RowsPanel(Component):
    """A panel of rows. Whoever has nothing to show appends none: an empty panel is never seen.

    An app appends its own in a function for Wagtail's hook `construct_homepage_panels`. Panels stand in `order`: work
    that waits for the reader from 100, what is planned or waits for others from 200, the health of the site from 300.
    """

    template_name = "cluster_cms/admin/dashboard/rows.html"

    def __init__(self, name: str, heading: str, rows: Sequence[PanelRow], *, order: int, note: str = "") -> None:
        self.name, self.heading, self.rows, self.order, self.note = name, heading, rows, order, note
        self.more: tuple[str, str] | None = None  # address and label of the whole list

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"panel": self}
