"""What is held of the requests themselves: those that staff wrote down for somebody."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cluster_cms.privacy.sources import Fact, Held, Person, PersonalDataSource
from cluster_cms.templatetags.site_tags import tokyo_date, tokyo_time
from contact.intake import MAIL_PURPOSE
from contact.records import MailedLink, RightsRequest


def source() -> PersonalDataSource:
    """Mailed links are forgotten within the hour, so the requests alone are told."""
    label = gettext_lazy("Requests you made to the desk")
    return PersonalDataSource("requests", label, (RightsRequest, MailedLink), disclose, erase)


def disclose(person: Person) -> Iterator[Held]:
    for request in RightsRequest.objects.filter(mail_key=person.key(MAIL_PURPOSE)):
        answered = tokyo_date(request.answered_at) if request.answered_at else _("not yet")
        facts = [
            Fact("received", pgettext("when", "Received"), tokyo_time(request.received_at)),
            Fact("demand", _("Asked for"), str(request.get_demand_display())),
            Fact("way", pgettext("request", "Way"), str(request.get_source_display())),
            Fact("answered", pgettext("when", "Answered"), answered),
        ]
        yield Held(_("Request %(reference)s") % {"reference": request.reference}, facts, name="request")


def erase(person: Person) -> Iterable[str]:
    """Forget who asked, in what is answered; what is not keeps the address it must be answered to."""
    for request in RightsRequest.objects.filter(mail_key=person.key(MAIL_PURPOSE)):
        if request.answered_at:
            forget_who_asked(request)
        else:
            yield _("Request %(reference)s is not answered yet.") % {"reference": request.reference}


def forget_who_asked(request: RightsRequest) -> None:
    request.name = request.address = request.wish = None
    request.mail_key = ""
    request.save(update_fields=["name", "address", "wish", "mail_key"])
