"""What is held of hand-overs, as the person whose data was given sees it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cluster_cms.privacy.sources import Fact, Held, Person, PersonalDataSource
from cluster_cms.templatetags.site_tags import tokyo_date, tokyo_time
from contact.handovers.telling import hand_overs_of_person
from contact.intake import MAIL_PURPOSE
from contact.records import HandedOverPerson, HandOver


def source() -> PersonalDataSource:
    return PersonalDataSource(
        "hand_overs", gettext_lazy("Who received your data"), (HandOver, HandedOverPerson), disclose, erase
    )


def disclose(person: Person) -> Iterator[Held]:
    """Tell of records in the person's name, and of the inquiries whose references the person knows."""
    for hand_over in hand_overs_of_person(person.key(MAIL_PURPOSE), *person.opened):
        facts = [
            Fact("at", _("Time"), tokyo_time(hand_over.at)),
            Fact("receiver", _("Receiver"), f"{hand_over.get_receiver_display()}: {hand_over.who}"),
            Fact("country", _("Country"), str(hand_over.get_country_display())),
            Fact("ground", _("Ground"), str(hand_over.get_ground_display()) or _("Entrusted")),
            Fact("kept_until", _("Kept until"), tokyo_date(hand_over.keep_until)),
        ]
        facts += [Fact("consented", _("Your consent"), tokyo_time(at)) for at in consents_of(hand_over, person)]
        yield Held(
            pgettext("your data", "Hand-over of %(day)s") % {"day": tokyo_date(hand_over.at)}, facts, name="hand_over"
        )


def consents_of(hand_over: HandOver, person: Person) -> list[datetime]:
    """Return when the person agreed to it."""
    named = hand_over.people.filter(mail_key=person.key(MAIL_PURPOSE)).values("reference")
    hers = hand_over.inquiries.filter(
        Q(reference__in=named) | Q(reference__in=person.opened), consented_at__isnull=False
    )
    return sorted(one.consented_at for one in hers if one.consented_at)


def erase(person: Person) -> Iterable[str]:
    """Erase nothing: the law wants these records kept for years, and only the person's own name stands in them."""
    for hand_over in HandOver.objects.filter(people__mail_key=person.key(MAIL_PURPOSE)).distinct():
        told = {"given": tokyo_date(hand_over.at), "kept": tokyo_date(hand_over.keep_until)}
        yield _("The law has the record of the hand-over of %(given)s kept until %(kept)s.") % told
