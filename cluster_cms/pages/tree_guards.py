"""Refuses changes of the page tree that would lose a required page, take an address of the site, or unroot the site.

Every way is met where it happens, so that an editor, a bulk action, the schedule and a program get the same answer:
saving, deleting and moving a page or one above it, restricting one, and changing site or locale. Two ways are left to
who has the database: `QuerySet.update` and SQL. The old address of a page that is renamed or moved is redirected by
wagtail.contrib.redirects.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, pre_delete, pre_save
from django.http import Http404
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import pre_page_move

from cluster_cms.pages.required_pages import ChangeRefused, Tree, homes_below, read_tree, required_models

COLUMNS = frozenset({"live", "expire_at", "locale", "slug"})


@contextmanager
def guarded(page: Any, update_fields: Iterable[str] | None) -> Iterator[None]:
    """Save a page in the block, all or nothing. Raises ChangeRefused."""
    if update_fields is not None and COLUMNS.isdisjoint(update_fields):
        yield
        return
    with transaction.atomic():
        before = read_tree() if page.required_because else None
        stood_there = not page.live and Page.objects.filter(pk=page.pk, url_path=page.url_path).exists()
        yield
        if before:
            refuse_loss_by_saving(page, before)
        if not stood_there:  # what stands there already may be taken down
            refuse_taken(page.url_path, page.locale.language_code, page.get_parent())


def refuse_loss_by_saving(page: Any, before: Tree) -> None:
    """Raise ChangeRefused when a save lost the last page of a language, or put it live for a time only."""
    after = read_tree()
    before.refuse_losses(after)
    if page.live and page.expire_at:
        after.with_place(type(page), page.locale.language_code, page.url_path).refuse_losses(after)


def is_taken(url_path: str, language: str, homes: Iterable[tuple[str, str]] | None = None) -> bool:
    """Return whether the site itself answers where a page would stand, such as /search/ or /your-data/."""
    for home_language, home in homes or homes_below(Site.objects.filter(is_default_site=True)):
        if home_language == language and url_path.startswith(home):
            prefix = "/" if language == settings.LANGUAGE_CODE else f"/{language}/"
            return answers_itself(prefix + url_path.removeprefix(home), language)
    return False


def answers_itself(address: str, language: str) -> bool:
    """Return whether an address is not one of a page in a language."""
    if (get_language_from_path(address) or settings.LANGUAGE_CODE) != language:
        return True
    try:
        with override(language):
            return resolve(address).url_name != "wagtail_serve"
    except Resolver404:
        return False


def is_route_of(parent: Page, slug: str) -> bool:
    """Return whether a page answers itself where a page below it would stand, such as /news/2026/."""
    page = parent.specific
    if not isinstance(page, RoutablePageMixin):
        return False
    try:
        page.resolve_subpage(f"/{slug}/")
    except Http404:
        return False
    return True


def taken_sentence() -> str:
    return _("The site itself answers at this address. Choose another one.")


def refuse_taken(url_path: str, language: str, parent: Page | None = None) -> None:
    """Raise ChangeRefused for a page that would stand where the site itself or the page above it answers."""
    slug = url_path.rstrip("/").rpartition("/")[2]
    if is_taken(url_path, language) or (parent and is_route_of(parent, slug)):
        raise ChangeRefused([taken_sentence()])


# --- Signals -------------------------------------------------------------------------------------------------------


def before_plain_save(instance: Page, raw: bool = False, **signal: Any) -> None:
    """Guard a page that is saved as its base class, as `Page.objects.unpublish()` does. Raises ChangeRefused."""
    stored = None if raw else Page.objects.filter(pk=instance.pk).first()
    if stored is None:
        return
    if instance.live:
        refuse_taken(instance.url_path, instance.locale.language_code)
    if not instance.live or instance.expire_at or instance.locale_id != stored.locale_id:
        tree = read_tree()
        tree.refuse_losses(tree.without(stored.url_path, below=False))


def before_deletion(instance: Any, **signal: Any) -> None:
    instance.tree_before = read_tree()


def after_deletion(instance: Any, **signal: Any) -> None:
    """Raise ChangeRefused when the last page of a language went, with a page above it or with others at once."""
    instance.tree_before.refuse_losses(read_tree())


def before_move(
    instance: Page, url_path_before: str, url_path_after: str, parent_page_after: Page, **signal: Any
) -> None:
    """Raise ChangeRefused when visitors would no longer reach a required page, or a page would take an address."""
    if url_path_after == url_path_before:  # another order among its neighbours
        return
    tree = read_tree()
    tree.refuse_losses(tree.moved(url_path_before, url_path_after))
    refuse_taken(url_path_after, instance.locale.language_code, parent_page_after)
    homes = homes_below(Site.objects.filter(is_default_site=True))
    below = Page.objects.filter(path__startswith=instance.path)
    for url_path, language in below.values_list("url_path", "locale__language_code"):
        if is_taken(url_path_after + url_path.removeprefix(url_path_before), language, homes):
            raise ChangeRefused([taken_sentence()])


def before_restriction(instance: PageViewRestriction, raw: bool = False, **signal: Any) -> None:
    if raw:
        return
    tree = read_tree()
    tree.refuse_losses(tree.restricting(instance.page.url_path))


def before_site_save(instance: Site, raw: bool = False, **signal: Any) -> None:
    """Raise ChangeRefused for a root that is no home page, and when no site would be the default any more."""
    stored = None if raw else Site.objects.filter(pk=instance.pk).first()
    if stored and stored.is_default_site and not instance.is_default_site:
        raise ChangeRefused([default_sentence()])
    if raw or (stored and stored.root_page_id == instance.root_page_id):
        return
    if complaint := complaint_about_root(instance.root_page):
        raise ChangeRefused([complaint])
    if instance.is_default_site and stored:
        tree, key = read_tree(), instance.root_page.translation_key
        roots = Page.objects.filter(translation_key=key).values_list("locale__language_code", "url_path")
        tree.refuse_losses(replace(tree, homes=frozenset(roots)))


def complaint_about_root(page: Page) -> str:
    """Return why a page cannot be the root of a site; empty when it can."""
    model = page.specific_class
    if not getattr(model, "can_be_site_root", False):
        return _("The root of the site is a home page, nothing else.")
    if page.locale.language_code != settings.LANGUAGE_CODE:
        return _("The root of the site is the Japanese home page; the others are its translations.")
    return "" if page.live else _("The root of the site is a published page.")


def default_sentence() -> str:
    return _("The site that answers for every address stays, and stays the default one.")


def before_site_deletion(instance: Site, **signal: Any) -> None:
    if instance.is_default_site:
        raise ChangeRefused([default_sentence()])


def before_locale_save(instance: Locale, raw: bool = False, **signal: Any) -> None:
    """Raise ChangeRefused when pages would change their language with their locale."""
    stored = Locale.all_objects.filter(pk=instance.pk).exclude(language_code=instance.language_code)
    if not raw and stored.exists() and Page.objects.filter(locale=instance).exists():
        raise ChangeRefused([_("Pages are written in this language, so it stays as it is.")])


def listen() -> None:
    """Connect the guards; after all models are loaded."""
    for model in required_models():
        pre_delete.connect(before_deletion, sender=model, dispatch_uid=f"tree guards {model.__name__}")
        post_delete.connect(after_deletion, sender=model, dispatch_uid=f"tree guards {model.__name__}")
    pre_save.connect(before_plain_save, sender=Page, dispatch_uid="tree guards")
    pre_page_move.connect(before_move, dispatch_uid="tree guards")
    pre_save.connect(before_restriction, sender=PageViewRestriction, dispatch_uid="tree guards")
    pre_save.connect(before_site_save, sender=Site, dispatch_uid="tree guards")
    pre_delete.connect(before_site_deletion, sender=Site, dispatch_uid="tree guards")
    pre_save.connect(before_locale_save, sender=Locale, dispatch_uid="tree guards")
