"""The mail that tells the desk, a week ahead, how many inquiries will be deleted."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cluster_cms.clock import tokyo_date
from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.pages.site_settings import DeskSettings, default_site
from contact.models import Inquiry
from contact.retention.schedule import WARNING_SENT


def retention_warning() -> MailKind:
    return MailKind(WARNING_SENT, gettext_lazy("Warning before inquiries are deleted"), write_warning)


def write_warning(mail: OutboxMail) -> Letter | None:
    """Say how many and when; nothing when nothing is left to go, or nobody is there to be told."""
    day = date.fromisoformat(mail.subject)
    count = Inquiry.objects.not_on_hold().filter(erasure_on=day).count()
    desk = DeskSettings.for_site(default_site()).email
    if not (count and desk):
        return None
    with translation.override(mail.language):
        return Letter(desk, _("Inquiries will be deleted on %(day)s") % {"day": tokyo_date(day)}, body(count, day))


def body(count: int, day: date) -> str:
    told = ngettext(
        "%(count)s inquiry will be deleted on %(day)s, because its time is over.",
        "%(count)s inquiries will be deleted on %(day)s, because their time is over.",
        count,
    ) % {"count": count, "day": tokyo_date(day)}
    advice = _("What must be kept longer can be put on hold until then, with a reason:")
    return f"{told}\n\n{advice}\n{settings.SITE_URL}{reverse('inquiries:retention')}\n"
