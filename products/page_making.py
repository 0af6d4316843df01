"""Makes the pages of families and products in both languages where they are missing, and keeps them in their place."""

from collections.abc import Iterable
from functools import partial
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_save
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.search.backends import get_search_backend
from wagtail.search.index import insert_or_update_object
from wagtail.signals import published as published_signal
from wagtail.signals import unpublished as unpublished_signal

from cluster_cms.pages.languages import ENGLISH, JAPANESE, LANGUAGES, paired
from cluster_cms.security.accounts import User
from products.models import Application, Family, Product, Property
from products.pages import FamilyPage, ProductIndexPage, ProductPage

P = TypeVar("P", FamilyPage, ProductPage)
# What the pages of products show besides their product, by the way that leads there.
USED_AS = {
    Family: "product__family",
    Application: "product__applications",
    Property: "product__values__property",
}


@transaction.atomic
def ensure_pages(product: Product, *, user: User | None = None) -> list[ProductPage]:
    """Return the pages of a product, Japanese first; create those that are missing, below the page of its family.

    A page that lies below another family is moved. Without a list of products in a language, none is made there.
    """
    pages = []
    for language in LANGUAGES:
        if parent := family_page(product.family, language, user=user):
            pages.append(product_page(product, parent, language, user=user))
    return pages


def index_page(language: str) -> ProductIndexPage | None:
    return ProductIndexPage.objects.filter(locale__language_code=language).first()


def family_page(family: Family, language: str, *, user: User | None) -> FamilyPage | None:
    """Return the page of a family in a language, created where it is missing; None without a list of products."""
    index = index_page(language)
    if index is None:
        return None
    known = FamilyPage.objects.filter(family=family, locale__language_code=language).first()
    page = known or created(FamilyPage(family=family), family.key, family, index, language)
    return published(page, user=user)


def product_page(product: Product, parent: FamilyPage, language: str, *, user: User | None) -> ProductPage:
    known = ProductPage.objects.filter(product=product, locale__language_code=language).first()
    if known and not known.is_child_of(parent):
        known.move(parent, pos="last-child", user=user)
        known = ProductPage.objects.get(pk=known.pk)
    page = known or created(ProductPage(product=product), product.key, product, parent, language)
    return published(page, user=user)


def created(page: P, slug: str, record: Family | Product, parent: Page, language: str) -> P:
    """Add a page below another as a draft; the English one as translation of the Japanese one."""
    page.title, page.slug, page.live = paired(record, "name", language), slug, False
    page.locale = Locale.objects.get(language_code=language)
    if language == ENGLISH and (key := translation_key(page)):
        page.translation_key = key
    parent.add_child(instance=page)
    return page


def translation_key(page: FamilyPage | ProductPage) -> object:
    """Return the key that joins a page to the Japanese one of the same record; None where there is none."""
    same = {"family": page.family} if isinstance(page, FamilyPage) else {"product": page.product}
    japanese = type(page).objects.filter(locale__language_code=JAPANESE, **same)
    return japanese.values_list("translation_key", flat=True).first()


def published(page: P, *, user: User | None) -> P:
    if not page.live:
        page.save_revision(user=user).publish(user=user)
        page.refresh_from_db()
    return page


def listen() -> None:
    """Follow the publishing of products: one that is published has its pages, one that is taken back has none."""
    published_signal.connect(follow_publishing, sender=Product, dispatch_uid="pages of products")
    unpublished_signal.connect(follow_unpublishing, sender=Product, dispatch_uid="pages of products")

    for model in USED_AS:
        post_save.connect(follow_dictionary, sender=model, dispatch_uid="search index of products")


def follow_publishing(instance: Product, **signal: Any) -> None:
    ensure_pages(instance)
    index_pages(Q(product=instance))
    index_quoting([instance])


def follow_dictionary(instance: Family | Application | Property, created: bool, **signal: Any) -> None:
    if not created:
        index_pages(Q(**{USED_AS[type(instance)]: instance}))
        if isinstance(instance, Property):
            index_quoting(Product.objects.filter(values__property=instance))


def index_pages(which: Q) -> None:
    """Index the pages of products anew as soon as what they show is committed."""
    pages = ProductPage.objects.filter(which).distinct()
    transaction.on_commit(lambda: get_search_backend().add_bulk(ProductPage, pages))


def index_quoting(products: Iterable[Product]) -> None:
    """Index the pages anew that quote figures of products, as soon as what they show is committed."""
    keys = [str(product.pk) for product in products]
    quoting = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(Product),
        to_object_id__in=keys,
    ).exclude(model_path="product")  # the page of the product itself
    pages = Page.objects.filter(pk__in=[int(key) for key in quoting.values_list("object_id", flat=True)])
    for page in pages.specific():
        transaction.on_commit(partial(insert_or_update_object, page))


def follow_unpublishing(instance: Product, **signal: Any) -> None:
    """Take the pages of a product offline; they come back with it."""
    for page in ProductPage.objects.filter(product=instance, live=True):
        page.unpublish()
    index_quoting([instance])
