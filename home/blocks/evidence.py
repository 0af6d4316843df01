"""Blocks of evidence: equipment, certificates with their expiry, statements with their state.

What has expired says so from the day after: a page that is kept in memory is rendered anew each minute.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    DateBlock,
    DecimalBlock,
    ListBlock,
    StructBlock,
    StructValue,
    TextBlock,
)
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from cluster_cms.clock import today
from cluster_cms.pages.languages import active_language
from cluster_cms.text.validity import Validity, validity_on


class MachineBlock(StructBlock):
    """One kind of equipment."""

    name = CharBlock(label=_("Equipment"), max_length=60)
    model = CharBlock(label=_("Maker and model"), max_length=80, required=False)
    quantity = DecimalBlock(label=_("Quantity"), min_value=0, max_digits=9, decimal_places=2)
    unit = CharBlock(label=_("Unit"), max_length=12, required=False, help_text=_("For example: units, m²."))
    size = CharBlock(label=_("Size or capacity"), max_length=80, required=False)
    tolerance = CharBlock(label=_("Tolerance or accuracy"), max_length=60, required=False)

    class Meta:
        icon = "cog"
        label = _("Equipment")
        label_format = "{name}: {quantity} {unit}"


class EquipmentBlock(StructBlock):
    """What the works can do: machines with quantity, model, size and tolerance."""

    caption = CharBlock(label=_("Name of the table"), max_length=80)
    machines = ListBlock(MachineBlock(), label=_("Equipment"), min_num=1)
    note = CharBlock(label=_("As of, and what else to know"), max_length=200, required=False)

    class Meta:
        icon = "cogs"
        group = _("Tables and facts")
        label = _("Equipment and capacity")
        description = _("A table of machines: quantity, maker and model, size, tolerance.")
        template = "home/blocks/equipment.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "caption": _("Equipment"),
            "machines": [
                {"name": _("Measuring machine"), "quantity": 2, "unit": _("machines"), "tolerance": "0.3 µm"},
                {"name": _("Clean room"), "quantity": 220, "unit": "m²", "size": _("ISO class 6")},
            ],
        }
        label_format = "{caption}"


class CertificateValue(StructValue):
    """The value of a certificate: whether it is valid today."""

    @cached_property
    def revision(self) -> Any:
        """Return the present revision of its document in the library; None without one."""
        document = self.get("document")
        return document.newest(active_language()) if document and document.shown else None

    @property
    def documents(self) -> list[Any]:
        """Return its document, for the tag that offers downloads."""
        return [self["document"]] if self.revision else []

    @property
    def last_day(self) -> date | None:
        """Return the day to which it is valid: that of its document, which then states it alone."""
        return self.revision.expires_on if self.revision else self.get("until")

    @property
    def state(self) -> Validity:
        if self.get("document") and not self.revision:
            return Validity.WITHDRAWN
        return validity_on(today(), self.last_day)


class CertificateBlock(StructBlock):
    """One certificate."""

    standard = CharBlock(label=_("Standard"), max_length=60, help_text=_("For example: ISO 9001:2015."))
    subject = CharBlock(label=_("What it is about"), max_length=60, required=False)
    scope = TextBlock(label=_("Scope: works and products"), max_length=300, rows=2)
    number = CharBlock(label=_("Certificate number"), max_length=60)
    body = CharBlock(label=_("Certification body"), max_length=80)
    until = DateBlock(
        label=_("Valid until"), required=False, help_text=_("The last day. From the next one it is shown as expired.")
    )
    document = SnippetChooserBlock(
        "library.LibraryDocument",
        label=_("Document of the library"),
        required=False,
        help_text=_("It states until when it is valid, and is offered for download."),
    )
    copy = DocumentChooserBlock(label=_("Copy of the certificate"), required=False)

    class Meta:
        icon = "success"
        label = _("Certificate")
        value_class = CertificateValue
        label_format = "{standard} {number}"

    def clean(self, value: Any) -> Any:
        """Refuse a day and a copy beside a document of the library: each stands in one place."""
        row = super().clean(value)
        doubled = [name for name in ("until", "copy") if row.get("document") and row.get(name)]
        if doubled:
            message = ValidationError(_("The document of the library states this: leave it empty here."))
            raise StructBlockValidationError(block_errors={name: message for name in doubled})
        return row


class CertificatesBlock(StructBlock):
    """Certificates with number, body and expiry; what has expired stays in the list and says so."""

    caption = CharBlock(label=_("Name of the table"), max_length=80)
    certificates = ListBlock(CertificateBlock(), label=_("Certificates"), min_num=1)

    class Meta:
        icon = "success"
        group = _("Tables and facts")
        label = _("Certificates")
        description = _("Standard, scope, number, certification body and expiry. Expired ones say so by themselves.")
        template = "home/blocks/certificates.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "caption": _("Certificates"),
            "certificates": [
                {
                    "standard": "ISO 9001:2015",
                    "subject": _("Quality management"),
                    "scope": _("Both works"),
                    "number": "QMS-0000",
                    "body": _("A certification body (sample)"),
                    "until": date(2099, 3, 31),
                },
                {
                    "standard": "ISO 14001:2015",
                    "scope": _("Head office"),
                    "number": "EMS-0000",
                    "body": _("A certification body (sample)"),
                    "until": date(2020, 3, 31),
                },
            ],
        }
        label_format = "{caption}"


class Standing(models.TextChoices):
    """How a company stands to a requirement."""

    MET = "met", pgettext_lazy("state of a requirement", "Met")
    PARTLY = "partly", pgettext_lazy("state of a requirement", "Partly met")
    CHECKING = "checking", pgettext_lazy("state of a requirement", "Being checked")
    UNCONCERNED = "unconcerned", pgettext_lazy("state of a requirement", "Does not apply")


class StatementValue(StructValue):
    """The value of a statement: its state in words."""

    @cached_property
    def standing(self) -> str:
        return str(Standing(self["state"]).label)


class StatementBlock(StructBlock):
    """One statement about supply or sustainability."""

    subject = CharBlock(label=_("Requirement"), max_length=80, help_text=_("For example: RoHS, conflict minerals."))
    state = ChoiceBlock(label=_("State"), choices=Standing.choices, default=Standing.CHECKING)
    text = TextBlock(label=_("Statement"), max_length=400, rows=3)
    stated_on = DateBlock(label=_("As of"))
    copy = DocumentChooserBlock(label=_("Declaration"), required=False)

    class Meta:
        icon = "clipboard-list"
        label = _("Statement")
        value_class = StatementValue
        label_format = "{subject}"


class StatementsBlock(StructBlock):
    """Statements on substances, minerals, continuity: each with its state and its date."""

    caption = CharBlock(label=_("Name of the table"), max_length=80)
    statements = ListBlock(StatementBlock(), label=_("Statements"), min_num=1)

    class Meta:
        icon = "clipboard-list"
        group = _("Tables and facts")
        label = _("Sustainability and supply")
        description = _("RoHS, REACH, conflict minerals, continuity: state, statement and date of each.")
        template = "home/blocks/statements.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "caption": _("Substances"),
            "statements": [
                {
                    "subject": "RoHS",
                    "state": Standing.MET,
                    "text": _("All compounds, by declarations of our suppliers."),
                    "stated_on": date(2026, 10, 1),
                },
                {
                    "subject": "REACH",
                    "state": Standing.CHECKING,
                    "text": _("We answer for each material."),
                    "stated_on": date(2026, 10, 1),
                },
            ],
        }
        label_format = "{caption}"
