"""The stage on which each app plays its demo (hook `register_demo`)."""

from dataclasses import dataclass
from datetime import date

from wagtail.models import Page, Site

from cluster_cms import clock
from cluster_cms.accounts import User
from cluster_cms.groups import APPROVER, DESK, LEGAL, MARKETING, PRIVACY
from cluster_cms.navigation import home_page

# Role, as people name it, and its group; the administrator is a superuser in none.
ROLES = {
    "marketing": MARKETING,
    "legal": LEGAL,
    "approver": APPROVER,
    "desk": DESK,
    "privacy": PRIVACY,
    "admin": None,
}


@dataclass(frozen=True)
class Stage:
    """What a demo may rely on: the site, its two homes, one person per role and today's date in Tokyo."""

    site: Site

    def home(self, language: str) -> Page:
        page = home_page(language)
        if page is None:
            raise LookupError(f"There is no live home page in {language}; run bootstrap_site first.")
        return page

    def person(self, role: str) -> User:
        return User.objects.get(username=role)

    @property
    def today(self) -> date:
        return clock.today()
