"""The demo's list of products in the menu of both languages, and drawings and pages of all products."""

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from cluster_cms.demo import Stage
from cluster_cms.pages.languages import ENGLISH, JAPANESE
from cluster_cms.security.accounts import User
from products.demo.drawings import drawing
from products.models import Product
from products.page_making import ensure_pages
from products.pages import ProductIndexPage

SLUG = "products"
TITLES = {JAPANESE: "製品情報", ENGLISH: "Product information"}
LEADS = {
    JAPANESE: "用途から、または数値から絞り込めます。数値はすべて、測定の条件とともに公開しています（見本）。",
    ENGLISH: "Narrow down by use, or by figures. Every figure is stated with the conditions of measuring (sample).",
}
BEFORE = "business-outline"  # the page in the menu after which the products stand


@transaction.atomic
def open_shop_window(stage: Stage) -> None:
    """Create the lists of products, unless they exist, and drawings and pages of all products."""
    author = stage.person("marketing")
    japanese = ProductIndexPage.objects.filter(locale__language_code=JAPANESE).first() or create_index(stage)
    if not ProductIndexPage.objects.filter(locale__language_code=ENGLISH).exists():
        publish(japanese.copy_for_translation(Locale.objects.get(language_code=ENGLISH)), ENGLISH, author)
    publish(japanese, JAPANESE, author)
    for language in (JAPANESE, ENGLISH):
        place_in_menu(language, stage)
    for product in Product.objects.filter(live=True).order_by("family_id", "sort_order", "pk"):
        if product.picture is None:
            draw(product, author)
        ensure_pages(product, user=author)


def draw(product: Product, author: User) -> None:
    """Give a product its drawing, and publish it so."""
    file = ContentFile(drawing(product.key), name=f"sample-{product.key}.png")
    title = f"{product.name_ja}（見本）"
    product.picture = get_image_model().objects.create(title=title, file=file, uploaded_by_user=author)
    product.save_revision(user=author).publish(user=author)


def create_index(stage: Stage) -> ProductIndexPage:
    page = ProductIndexPage(title=TITLES[JAPANESE], slug=SLUG, show_in_menus=True, live=False)
    home = stage.home(JAPANESE).specific
    page.locale = home.locale
    home.add_child(instance=page)
    return page


def publish(page: ProductIndexPage, language: str, author: User) -> None:
    """Publish a list with its texts; one that is public already stays as it is."""
    if page.live:
        return
    page.title, page.draft_title, page.lead = TITLES[language], TITLES[language], LEADS[language]
    page.listing_summary = LEADS[language]
    page.save_revision(user=author, log_action=True).publish(user=author)


def place_in_menu(language: str, stage: Stage) -> None:
    """Move the list behind the outline of the business."""
    index = ProductIndexPage.objects.get(locale__language_code=language)
    before = Page.objects.child_of(stage.home(language)).filter(slug=BEFORE).first()
    if before and before.get_next_sibling() != index.page_ptr:
        index.move(before, pos="right")
