"""The company and its desk in paired languages, as every page prints them (Wagtail site settings)."""

import copy
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from cluster_cms.pages.accent import validate_accent
from cluster_cms.pages.content_stamp import per_stamp
from cluster_cms.pages.languages import in_both_languages
from cluster_cms.pages.sites import snapshot
from cluster_cms.text.email_address import validate_address


def pair(heading: str | Promise, name: str) -> MultiFieldPanel:
    """Return a panel that shows the two languages of a field side by side."""
    return MultiFieldPanel([FieldRowPanel([FieldPanel(f"{name}_ja"), FieldPanel(f"{name}_en")])], heading=heading)


@per_stamp
def stored_setting(model: type[BaseSiteSetting], site: Site) -> BaseSiteSetting:
    return super(StampedSetting, model).for_site(site)


class StampedSetting(BaseSiteSetting):
    """Abstract base of the settings that every page prints: read from the database once in a content stamp."""

    class Meta:
        abstract = True

    @classmethod
    def for_site(cls, site: Site) -> Self:
        return copy.copy(stored_setting(cls, site))


@register_setting(icon="home", order=100)
class CompanySettings(StampedSetting):
    """The operator of the site, as header, footer and policy name it.

    Source: Act on the Protection of Personal Information, Art. 32(1).
    """

    name_ja = models.CharField(_("Japanese"), max_length=100, blank=True)
    name_en = models.CharField(_("English"), max_length=100, blank=True)
    short_name_ja = models.CharField(_("Japanese"), max_length=40, blank=True)
    short_name_en = models.CharField(_("English"), max_length=40, blank=True)
    tagline_ja = models.CharField(_("Japanese"), max_length=60, blank=True)
    tagline_en = models.CharField(_("English"), max_length=60, blank=True)
    address_ja = models.TextField(_("Japanese"), max_length=200, blank=True)
    address_en = models.TextField(_("English"), max_length=200, blank=True)
    representative_ja = models.CharField(_("Japanese"), max_length=100, blank=True)
    representative_en = models.CharField(_("English"), max_length=100, blank=True)
    corporate_number = models.CharField(
        _("corporate number"),
        max_length=13,
        blank=True,
        validators=[RegexValidator(r"^[1-9][0-9]{12}\Z", _("Write the thirteen digits of the corporate number."))],
        help_text=_("Thirteen digits, as registered with the National Tax Agency. Shown in the footer."),
    )
    accent = models.CharField(
        _("colour of links and buttons"),
        max_length=7,
        blank=True,
        validators=[validate_accent],
        help_text=_("For example #006173. Empty: the colour of the site. Dark screens get a lighter one by itself."),
    )
    logo = models.ForeignKey(
        "cluster_cms.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Stands beside the name and is the icon of the site. Empty: the mark of the site."),
    )
    sample = models.BooleanField(
        _("sample data"),
        default=False,
        help_text=_("The footer then says that all company data on the site are samples."),
    )

    panels = [
        pair(_("Registered name"), "name"),
        pair(_("Short name, beside the mark"), "short_name"),
        pair(_("Line under the name"), "tagline"),
        pair(_("Address"), "address"),
        pair(_("Representative (office and name)"), "representative"),
        FieldPanel("corporate_number"),
        FieldPanel("logo"),
        FieldPanel("accent"),
        FieldPanel("sample"),
    ]

    class Meta:
        verbose_name = _("company")

    def __str__(self) -> str:
        return "company"


@register_setting(icon="help", order=110)
class DeskSettings(StampedSetting):
    """The Customer Information Desk: the one record shown on form, policy, mails and error pages."""

    name_ja = models.CharField(_("Japanese"), max_length=100, blank=True)
    name_en = models.CharField(_("English"), max_length=100, blank=True)
    hours_ja = models.CharField(_("Japanese"), max_length=100, blank=True)
    hours_en = models.CharField(_("English"), max_length=100, blank=True)
    phone = models.CharField(
        _("telephone"),
        max_length=30,
        blank=True,
        validators=[
            RegexValidator(r"^[0-9+() -]+$", _("Use half-width digits, spaces, hyphens and a leading + only."))
        ],
    )
    email = models.EmailField(_("email address"), blank=True, validators=[validate_address])
    retention_months = models.PositiveSmallIntegerField(
        _("months kept"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("How long an inquiry is kept after it is closed. Shown on the contact form and in the emails."),
    )
    quiet_days = models.PositiveSmallIntegerField(
        _("quiet days"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_("An answered inquiry is closed after so many days on which neither side has written."),
    )

    # An address that waits until somebody confirms it (cluster_cms.oversight.desk_address).
    proposed_email = models.EmailField(_("new email address, not confirmed yet"), blank=True, editable=False)
    proposed_by = models.BigIntegerField(null=True, editable=False)
    proposed_at = models.DateTimeField(null=True, editable=False)

    # How long inquiries are kept is the privacy officer's to change, on the screen of retention.
    panels = [
        pair(_("Name of the desk"), "name"),
        FieldPanel("phone"),
        pair(_("Hours"), "hours"),
        HelpPanel(template="cluster_cms/admin/desk_address_hint.html"),
        FieldPanel("email"),
    ]

    class Meta:
        verbose_name = _("information desk")

    def __str__(self) -> str:
        return "desk"


def default_site() -> Site:
    """Return the site whose settings all pages print. Raises Site.DoesNotExist before there is one."""
    for site in snapshot().sites:
        if site.is_default_site:
            return copy.copy(site)
    raise Site.DoesNotExist


def identity_record(site: Site | None = None) -> dict[str, dict[str, object]]:
    """Return operator and desk in both languages, as a policy revision stores them with its text."""
    site = site or default_site()
    company, desk = CompanySettings.for_site(site), DeskSettings.for_site(site)
    return {
        "operator": {name: in_both_languages(company, name) for name in ("name", "address", "representative")},
        "desk": {
            "name": in_both_languages(desk, "name"),
            "hours": in_both_languages(desk, "hours"),
            "phone": desk.phone.strip(),
            "email": desk.email.strip(),
        },
    }
