"""What the products register with Wagtail and with the hooks of the ground floor."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from products.bootstrap import grant_products
from products.exchange import views
from products.viewsets import ProductGroup

hooks.register("register_bootstrap", grant_products, order=15)
hooks.register("register_admin_urls", views.urls)
register_snippet(ProductGroup)
