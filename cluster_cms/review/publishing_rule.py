"""Whether marketing publishes at once, or only after a second person has looked at it: a setting of the site."""

from typing import Any

from django.contrib.auth.models import Group
from django.db import models
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import GroupPagePermission, Page

from cluster_cms.pages.site_settings import default_site
from cluster_cms.security.accounts import MARKETING, grant_on_page


@register_setting(icon="check", order=130)
class ReviewSettings(BaseSiteSetting):
    """The rule of the house for publishing. It is kept by the right to publish, which is withdrawn or given back."""

    second_person = models.BooleanField(
        _("publish only after a second person has reviewed it"),
        default=False,
        help_text=_(
            "Marketing then asks for a review, and approving publishes. What is live stays live. The privacy policy "
            "has a rule of its own."
        ),
    )

    class Meta:
        verbose_name = _("review and publishing")

    def __str__(self) -> str:
        return "review"


def second_person_needed() -> bool:
    """Tell whether marketing publishes only what a second person has approved."""
    return ReviewSettings.objects.filter(second_person=True).exists()


def publishing_rights() -> models.QuerySet[GroupPagePermission]:
    return GroupPagePermission.objects.filter(group__name=MARKETING, permission__codename="publish_page")


def keep_rule() -> None:
    """Withdraw marketing's right to publish where a second person is needed. For `bootstrap_site` too."""
    if second_person_needed():
        publishing_rights().delete()


def apply_rule(instance: ReviewSettings, raw: bool = False, **_signal: Any) -> None:
    """Withdraw the right to publish, or give it back on both home pages, when the setting is saved."""
    if raw or not Group.objects.filter(name=MARKETING).exists():
        return
    keep_rule()
    if not second_person_needed() and not publishing_rights().exists():
        root = default_site().root_page
        for home in Page.objects.filter(translation_key=root.translation_key):
            grant_on_page(MARKETING, home, "publish_page")


def listen() -> None:
    post_save.connect(apply_rule, sender=ReviewSettings, dispatch_uid="review.rule")
