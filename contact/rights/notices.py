"""Why the form that asks for a link is shown again."""

from django.utils.translation import gettext_lazy as _

from contact.notices import TitledNotice


class Notice(TitledNotice):
    """A title and a sentence."""

    FOREIGN = (
        _("Please send it once more"),
        _("The form did not come from this page, so no link was sent. If the address below is yours, go on as usual."),
    )
    TOO_MANY = (
        _("Too many links were asked for"),
        _("No link was sent. Please wait an hour, or write or call: the desk helps you at once."),
    )
