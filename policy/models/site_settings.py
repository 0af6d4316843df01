"""How this company handles revisions of its policy (Wagtail site settings)."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from cluster_cms.pages.site_settings import default_site

SUPERUSERS_ONLY = "superuser"


@register_setting(icon="doc-full", order=120)
class PolicySettings(BaseSiteSetting):
    """The rules of the house for revisions. Only a superuser grants the waiver, and cannot publish by that alone."""

    notice_days = models.PositiveSmallIntegerField(
        _("days of notice before a change of purpose"),
        default=30,
        validators=[MaxValueValidator(365)],
        help_text=_("A change of purpose takes effect at least this many days after it is announced."),
    )
    approval_waived = models.BooleanField(
        _("one person may publish alone"),
        default=False,
        help_text=_(
            "For a company in which one person does it all: a revision needs no approval by a second person. "
            "The record of each such revision says so, for everybody to read."
        ),
    )
    new_text_left = models.BooleanField(
        _("new text in the left column of the comparison table"),
        default=True,
        help_text=_("Law offices differ in this; most Japanese tables have the new text on the left."),
    )

    panels = [
        FieldPanel("notice_days"),
        FieldPanel("new_text_left"),
        FieldPanel("approval_waived", permission=SUPERUSERS_ONLY),
    ]

    class Meta:
        verbose_name = _("privacy policy")

    def __str__(self) -> str:
        return "policy"


def policy_settings() -> PolicySettings:
    """Return the settings of the site, or their defaults; writes nothing."""
    site = default_site()
    return PolicySettings.objects.filter(site=site).first() or PolicySettings(site=site)
