"""The one field of a search."""

from django import forms
from django.utils.translation import gettext_lazy


class SearchForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Search inquiries"),
        max_length=200,
        help_text=gettext_lazy(
            "A reference, a mail address, or words from anything that was written. Width, case, kana, blanks and "
            "hyphens make no difference."
        ),
        # A spelling check in the cloud would send the name of the person away.
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Write what to look for")},
    )
