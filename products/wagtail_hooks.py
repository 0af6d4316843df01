"""What the products register with Wagtail and with the hooks of the ground floor, and the rights of marketing."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cluster_cms.security.accounts import MARKETING, grant
from products.exchange import views
from products.viewsets import ProductGroup

RIGHTS = ("add", "change", "delete")
MODELS = ("application", "family", "product", "property")


@hooks.register("register_bootstrap", order=15)
def grant_products() -> None:
    """Give marketing all rights over products and their dictionary."""
    grant(MARKETING, *(f"products.{right}_{model}" for model in MODELS for right in RIGHTS))
    grant(MARKETING, "products.publish_product")


hooks.register("register_admin_urls", views.urls)
register_snippet(ProductGroup)
