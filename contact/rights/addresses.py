"""Where a person sees and changes what is held, in each language."""

from django.conf import settings

from cluster_cms.navigation import site_links

PLACE = "your-data/"


def own_data_address(language: str) -> str:
    """Return the whole address of the page, for mails; without a contact page it is the site's."""
    form = next(iter(site_links(language)["contact"]), None)
    return f"{settings.SITE_URL}{form.url if form else '/'}{PLACE if form else ''}"


def link_address(language: str, token: str) -> str:
    return f"{own_data_address(language)}link/{token}/"
