"""The notices that a redisplayed form shows: nothing was sent, and what to do now."""

from enum import Enum

from django.utils.translation import gettext_lazy as _


class TitledNotice(Enum):
    """Base of notices: the value of each is its title and one sentence, both translated when they are shown."""

    @property
    def title(self) -> str:
        return str(self.value[0])

    @property
    def text(self) -> str:
        return str(self.value[1])


class FormNotice(TitledNotice):
    """Why the form is shown again: a title and a sentence."""

    FOREIGN = (
        _("Please check the form once more"),
        _("It did not come from this page, so nothing was sent. If the text below is yours, go on as usual."),
    )
    POLICY_CHANGED = (
        _("The privacy policy has changed"),
        _("A new revision came into force meanwhile. Nothing was sent. Please read it, agree again and go on."),
    )
    PAGE_CHANGED = (
        _("This form has changed"),
        _("We changed it meanwhile. Nothing was sent. Please look through your answers, agree again and go on."),
    )
    EXPIRED = (
        _("More than 24 hours have passed"),
        _("Your answers were not sent. They are kept below: please look through them, agree again and go on."),
    )
    DAMAGED = (
        _("Your answers did not arrive whole"),
        _("Nothing was sent. What we could read is below: please look through it, agree again and go on."),
    )
    STRAY = (
        _("Something has no place in this form"),
        _("Nothing was sent. It is shown below: move what matters into your message, agree again and go on."),
    )
    ERASED = (
        _("This inquiry was deleted"),
        _(
            "We had received it and have deleted it since. Nothing was sent again. "
            "If you want to write anew, look through your answers, agree again and go on."
        ),
    )


class OwnDataNotice(TitledNotice):
    """A title and a sentence."""

    FOREIGN = (
        _("Please send it once more"),
        _("The form did not come from this page, so no link was sent. If the address below is yours, go on as usual."),
    )
    TOO_MANY = (
        _("Too many links were asked for"),
        _("No link was sent. Please wait an hour, or write or call: the desk helps you at once."),
    )
