"""Telling the desk once a day how much lies in the box: a number and a link, nothing of what was written."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from cluster_cms import clock
from cluster_cms.jobs import Job
from cluster_cms.languages import JAPANESE
from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.queueing import queue_mail
from cluster_cms.site_settings import DeskSettings, default_site
from contact.abuse.emptying import KEPT
from contact.abuse.tallies import count
from contact.abuse.windows import DAY
from contact.records import Inquiry

KIND = "inquiry.spam_count"
FROM = 8  # o'clock in Tokyo: there when the desk begins


def spam_count() -> MailKind:
    return MailKind(name=KIND, label=gettext_lazy("Suspected spam, daily count"), render=render)


def counting() -> Job:
    return Job(name="count of suspected spam", every=timedelta(minutes=15), run=queue_count)


@transaction.atomic
def queue_count() -> None:
    """Queue the mail of the day, once however many workers there are, when there is anything to look at."""
    now = clock.now().astimezone(clock.TOKYO)
    if now.hour < FROM or not Inquiry.objects.suspected().exists():
        return
    today = DAY.key(KIND)
    if count({today: DAY})[today] == 1:
        queue_mail(KIND, subject=f"{now:%Y-%m-%d}", language=JAPANESE)


def render(mail: OutboxMail) -> Letter | None:
    """Render the mail of a day; when the box was emptied meanwhile there is nothing left to say."""
    number = Inquiry.objects.suspected().count()
    to = DeskSettings.for_site(default_site()).email
    if not (number and to):
        return None
    subject = ngettext("Suspected spam: %(number)d inquiry", "Suspected spam: %(number)d inquiries", number)
    body = ngettext(
        "The box of suspected spam holds %(number)d inquiry. Please look whether it is a genuine one:",
        "The box of suspected spam holds %(number)d inquiries. Please look whether there is a genuine one:",
        number,
    )
    rule = gettext_lazy("What nobody clears is deleted after %(days)d days.")
    words = {"number": number, "days": KEPT.days}
    address = settings.SITE_URL + reverse("spam:index")
    return Letter(to=to, subject=subject % words, body=f"{body % words}\n\n{address}\n\n{rule % words}\n")
