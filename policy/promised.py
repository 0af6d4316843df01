"""Where the revision in force states each of the nine promised items."""

from policy import publishing
from policy.pages import PolicyPage
from policy.stated import stated_items


def clause_addresses(language: str) -> dict[int, str]:
    """Return the address of each item's clause in the revision in force; items without a clause are left out."""
    page = PolicyPage.objects.live().filter(locale__language_code=language).first()
    row = publishing.in_force(page=page) if page else None
    return {item: f"{page.url}#{anchor}" for item, anchor in stated_items(row)} if page and row else {}
