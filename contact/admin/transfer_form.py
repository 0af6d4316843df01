"""The form fields that name the recipient of a transfer and its legal ground."""

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms.privacy.countries import COUNTRIES, JAPAN
from cluster_cms.privacy.models import Contractor
from cluster_cms.text.day_fields import DayField
from cluster_cms.text.lengths import UncutField
from contact.models import INSIDE, AddressConfirmation, LegalGround, Recipient, WithholdingGround
from contact.transfers.destination import Destination, Withholding
from contact.transfers.register import agreed_recipients

PREFIX = "to_"
TWO_LINES = forms.Textarea(attrs={"rows": 2})
NO_GROUND = [("", pgettext_lazy("ground", "Choose a ground"))]


class RecipientInput(forms.TextInput):
    """A text input that suggests the recipients named in consents, by an HTML `datalist`."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> Any:
        names = f"{(attrs or {}).get('id', name)}-names"
        typed = super().render(name, value, {**(attrs or {}), "list": names}, renderer)
        offered = format_html_join("", '<option value="{}"></option>', ((one,) for one in agreed_recipients()))
        return format_html('{}<datalist id="{}">{}</datalist>', typed, names, offered)


class DestinationForm(forms.Form):
    """Who receives the data: the desk, a contractor, or a third party on a legal ground (APPI Art. 27)."""

    recipients: tuple[Recipient, ...] = (Recipient.DESK, Recipient.CONTRACTOR, Recipient.THIRD_PARTY)

    to_recipient = forms.ChoiceField(
        label=_("Who receives the data"),
        widget=forms.RadioSelect,
        help_text=_("The desk itself means: the file does not leave the people who handle inquiries."),
        error_messages={"required": _("Choose who receives the data")},
    )
    to_confirmation = forms.ChoiceField(
        label=_("How the person confirmed the address"),
        required=False,
        choices=[("", _("Please choose")), *AddressConfirmation.choices],
        help_text=_(
            "The person has named the reference as well. For every later email, put the address right instead."
        ),
    )
    to_contractor: "forms.ModelChoiceField[Contractor]" = forms.ModelChoiceField(
        Contractor.objects.none(), label=_("Contractor"), required=False, empty_label=_("Choose the contractor")
    )
    to_name = UncutField(label=_("Third party"), required=False, max_length=200, widget=RecipientInput)
    to_address = UncutField(
        label=_("Its address and representative"),
        required=False,
        max_length=400,
        widget=TWO_LINES,
        help_text=_("Needed where the data go by consent (APPI Art. 29)."),
    )
    to_country = forms.ChoiceField(
        label=_("Country"), required=False, choices=COUNTRIES, initial=JAPAN, help_text=_("Where the third party is.")
    )
    to_ground = forms.ChoiceField(label=_("Ground"), required=False, choices=[*NO_GROUND, *LegalGround.choices])
    to_basis = UncutField(
        label=_("Provision or reason"),
        required=False,
        max_length=500,
        widget=TWO_LINES,
        help_text=_(
            "For an order: the provision of the law. For property, life and safety: why consent is hard to obtain."
        ),
    )
    to_withheld = forms.ChoiceField(
        label=_("Kept from the person"),
        required=False,
        choices=[("", _("No: the person sees it among their data")), *WithholdingGround.choices],
        help_text=_("Only an order by authorities, and only as long as one of these grounds lasts (APPI Art. 33)."),
    )
    to_withheld_basis = UncutField(
        label=_("What forbids telling the person"),
        required=False,
        max_length=500,
        widget=TWO_LINES,
        help_text=_("The order, its date, and who asked for it. Stored encrypted."),
    )
    to_review_on = DayField(label=_("To be looked at again on"), required=False)
    to_in_contract = forms.BooleanField(
        label=_("The contract with the person records this already"),
        required=False,
        help_text=_("Then the record is kept for one year instead of three (Enforcement Rules, Art. 19(3) and 21)."),
    )
    to_note = UncutField(
        label=_("Note on the transfer"),
        required=False,
        max_length=500,
        widget=TWO_LINES,
        help_text=_("What was asked for, and who decided. Stored encrypted."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        recipient, contractor = self.fields["to_recipient"], self.fields["to_contractor"]
        if isinstance(recipient, forms.ChoiceField):
            recipient.choices = [(one.value, one.label) for one in self.recipients]
        if Recipient.PERSON not in self.recipients:
            del self.fields["to_confirmation"]
        if isinstance(contractor, forms.ModelChoiceField):
            contractor.queryset = Contractor.objects.engaged()

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("to_recipient"):
            for name, sentence in self.destination().problems():
                self.add_error(f"{PREFIX}{name}", str(sentence))
        return found

    def destination(self) -> Destination:
        """Return the recipient of a valid form; fields that do not apply to its kind are ignored."""
        data = {name.removeprefix(PREFIX): value for name, value in self.cleaned_data.items()}
        recipient = Recipient(data["recipient"])
        note = data.get("note", "")
        if recipient in INSIDE:
            how = data.get("confirmation") if recipient == Recipient.PERSON else ""
            return Destination(recipient, confirmation=AddressConfirmation(how) if how else None)
        if recipient == Recipient.CONTRACTOR:
            return Destination(recipient, contractor=data.get("contractor"), note=note)
        return Destination(
            recipient,
            name=data.get("name", ""),
            address=data.get("address", ""),
            country=data.get("country") or JAPAN,
            ground=LegalGround(data["ground"]) if data.get("ground") else None,
            basis=data.get("basis", ""),
            note=note,
            in_contract=data.get("in_contract", False),
            withholding=withholding_of(data),
        )

    def destination_fields(self) -> list[forms.BoundField]:
        """Return the fields of this form alone, in a form that has more."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]


def withholding_of(data: dict[str, Any]) -> Withholding | None:
    """Return why the person is not told, from cleaned fields; None where they are."""
    if not data.get("withheld"):
        return None
    return Withholding(WithholdingGround(data["withheld"]), data.get("withheld_basis", ""), data.get("review_on"))
