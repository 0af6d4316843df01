"""The demo's products: three families and ten products with sample figures."""

from cluster_cms.demo import Stage, demo_content
from products.demo.records import create_records
from products.demo.shop_window import open_shop_window
from products.models import Product


@demo_content(order=15)
def load_products(stage: Stage) -> None:
    """Create the records, unless there are products; before the pages that name them."""
    if stage.is_first and not Product.objects.exists():
        create_records(stage)


@demo_content(order=26)
def load_shop_window(stage: Stage) -> None:
    if stage.is_first:
        open_shop_window(stage)
