"""The app of the products."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class ProductsConfig(AppConfig):
    name = "products"
    verbose_name = _("Products")

    def import_models(self) -> None:
        """Import `products.pages` with the models; it stands apart because a page imports what serves it."""
        super().import_models()
        import_module("products.pages")

    def ready(self) -> None:
        """Build the routes now: at the first request Wagtail's threads race. Make pages of what is published."""
        import_string("products.pages.ProductIndexPage").get_resolver()
        import_string("products.page_making.listen")()
