"""After one language of a page was moved, the same is offered for the other; the bin asks about both by itself."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from cluster_cms.pages.languages import JAPANESE
from cluster_cms.pages.sites import language_of
from cluster_cms.translations.pairs import counterpart


def left(other: Page) -> str:
    words = {"page": other.title}
    if language_of(other) == JAPANESE:
        return _("The Japanese page “%(page)s” is still there.") % words
    return _("The English page “%(page)s” is still there.") % words


def offer_move(request: HttpRequest, page: Page) -> None:
    """Offer to move the counterpart of a page that was moved to the counterpart of its new place."""
    other, parent = counterpart(page), counterpart(Page.objects.get(pk=page.pk).get_parent())
    if other is None or parent is None or other.is_child_of(parent):
        return
    if other.specific.permissions_for_user(request.user).can_move():
        address = reverse("wagtailadmin_pages:move_confirm", args=[other.pk, parent.pk])
        words = _("%(left)s Its new place would be “%(parent)s”.") % {"left": left(other), "parent": parent.title}
        messages.warning(request, words, buttons=[messages.button(address, _("Move it as well"))])
