"""The desk's items on the front page of the admin: inbox, quarantine, deletions, copies, requests, incidents."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext
from wagtail.admin.site_summary import SummaryItem

from cluster_cms.clock import tokyo_date
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.operations.health import worker_lives
from cluster_cms.operations.heartbeats import Heartbeat
from cluster_cms.security.accounts import User
from contact.admin.filters import MINE, OVERDUE, TO_DO, UNDELIVERED, UNREAD
from contact.exports.record_export import copies_before
from contact.inbound.reading import JOB
from contact.mails.reply_mail import undelivered_replies
from contact.models import DataSubjectRequest, Incident, Inquiry, Transfer, TrayMail
from contact.permissions import (
    may_handle_inquiries,
    may_manage_retention,
    may_see_audit,
    may_see_inquiries,
    may_see_transfers,
)
from contact.retention.schedule import announced
from contact.search.pagination import capped_count


class InboxSummary(SummaryItem):
    """How many inquiries are open, overdue, open and one's own, and unread."""

    order = 90
    template_name = "contact/admin/inbox/summary.html"

    def is_shown(self) -> bool:
        return may_see_inquiries(self.request.user)

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        listed = Inquiry.objects.not_spam()
        mine = listed.open().filter(assignee_id=self.request.user.pk)
        numbers = [
            ("mail", capped_count(listed.open()), pgettext("dashboard", "open inquiries"), f"status={TO_DO}"),
            ("warning", capped_count(listed.overdue()), _("overdue inquiries"), f"only={OVERDUE}"),
            ("user", capped_count(mine), _("open inquiries of mine"), f"assignee={MINE}&status={TO_DO}"),
            ("view", capped_count(listed.unread()), _("unread inquiries"), f"only={UNREAD}"),
        ]
        return {"numbers": [number for number in numbers if number[1] != "0"]}


class TaskSummary(SummaryItem):
    """Base of the items that appear only while there is something to do: a link with a number.

    `text` is lazy and takes the number as `counter`; what `get_detail` returns is shown behind it.
    """

    template_name = "contact/admin/task_summary.html"
    may_access: Callable[[User | AnonymousUser], bool]
    url_name: str
    text: Promise
    query = ""
    icon_name = "warning"
    is_critical = False

    @cached_property
    def count(self) -> int:
        return self.get_count()

    def get_count(self) -> int:
        raise NotImplementedError

    def get_detail(self) -> str:
        return ""

    def is_shown(self) -> bool:
        return self.may_access(self.request.user) and self.count > 0

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {
            "icon_name": self.icon_name,
            "url": reverse(self.url_name) + self.query,
            "text": self.text % {"counter": self.count},
            "detail": self.get_detail(),
            "is_critical": self.is_critical,
        }


class IncidentsSummary(TaskSummary):
    """How many incidents are open, and by when the next report is due."""

    order = 70
    may_access = staticmethod(may_see_audit)
    url_name = "incidents:index"
    text = ngettext_lazy("%(counter)s open incident", "%(counter)s open incidents", "counter")
    is_critical = True

    def get_count(self) -> int:
        return Incident.objects.open().count()

    def get_detail(self) -> str:
        deadlines = [deadline for incident in Incident.objects.open() if (deadline := incident.next_deadline)]
        return _("(report due by %(day)s)") % {"day": tokyo_date(min(deadlines))} if deadlines else ""


class WithheldSummary(TaskSummary):
    """How many transfers that are kept from their persons are to be looked at again."""

    order = 73
    may_access = staticmethod(may_see_transfers)
    url_name = "transfers:index"
    text = ngettext_lazy(
        "%(counter)s withheld transfer to be reviewed", "%(counter)s withheld transfers to be reviewed", "counter"
    )

    def get_count(self) -> int:
        return Transfer.objects.review_due().count()

    def get_detail(self) -> str:
        numbers = Transfer.objects.review_due().order_by("number").values_list("number", flat=True)
        return _("(no. %(numbers)s)") % {"numbers": ", ".join(map(str, numbers))}


class UndeliveredSummary(TaskSummary):
    """How many inquiries have a reply that was not delivered."""

    order = 71
    may_access = staticmethod(may_handle_inquiries)
    url_name = "inquiries:index"
    query = f"?only={UNDELIVERED}"
    text = ngettext_lazy("%(counter)s reply not delivered", "%(counter)s replies not delivered", "counter")
    is_critical = True

    def get_count(self) -> int:
        return undelivered_replies().values("subject").distinct().count()


class MailStoppedSummary(TaskSummary):
    """Whether mails wait because the background worker or the mail server is away, and whom to tell."""

    order = 72
    may_access = staticmethod(may_handle_inquiries)
    url_name = "inquiries:index"
    query = f"?only={UNDELIVERED}"
    text = ngettext_lazy("%(counter)s email is waiting to leave", "%(counter)s emails are waiting to leave", "counter")
    is_critical = True

    def get_count(self) -> int:
        return OutboxMail.objects.delayed().count()

    @cached_property
    def worker_is_away(self) -> bool:
        return not worker_lives().ok

    def is_shown(self) -> bool:
        return self.may_access(self.request.user) and (self.count > 0 or self.worker_is_away)

    def get_detail(self) -> str:
        if self.worker_is_away:
            return _("(the background worker is not running: tell the administrator)")
        return _("(the email server does not take them: tell the administrator)")


class TraySummary(TaskSummary):
    """How many emails wait that belong to no inquiry."""

    order = 92
    may_access = staticmethod(may_handle_inquiries)
    url_name = "tray:index"
    text = ngettext_lazy("%(counter)s email not sorted yet", "%(counter)s emails not sorted yet", "counter")
    icon_name = "download"

    def get_count(self) -> int:
        return TrayMail.objects.waiting().count()


class MailboxSummary(TaskSummary):
    """Whether the mailbox of the desk could not be read the last time, and whom to tell."""

    order = 74
    may_access = staticmethod(may_handle_inquiries)
    url_name = "tray:index"
    text = gettext_lazy("The mailbox cannot be read")
    is_critical = True

    def get_count(self) -> int:
        return Heartbeat.objects.filter(job=JOB, failed=True).count() if settings.INBOUND_MAIL_URL else 0

    def get_detail(self) -> str:
        return _("(emails wait in it and are not lost: tell the administrator)")


class QuarantineSummary(TaskSummary):
    """How many inquiries are suspected spam."""

    order = 91
    may_access = staticmethod(may_handle_inquiries)
    url_name = "spam:index"
    text = ngettext_lazy("%(counter)s suspected spam", "%(counter)s suspected spam", "counter")

    def get_count(self) -> int:
        return Inquiry.objects.in_quarantine().count()


class RequestsSummary(TaskSummary):
    """How many data-subject requests should have been answered by now, and how many are past the deadline."""

    order = 94
    may_access = staticmethod(may_handle_inquiries)
    url_name = "requests:index"
    text = ngettext_lazy(
        "%(counter)s request about personal data overdue",
        "%(counter)s requests about personal data overdue",
        "counter",
    )

    def get_count(self) -> int:
        return DataSubjectRequest.objects.late().count()

    def get_detail(self) -> str:
        number = DataSubjectRequest.objects.past_deadline().count()
        return "({})".format(_("past the limit of 14 days: %(number)s") % {"number": number}) if number else ""


class PendingRequestsSummary(TaskSummary):
    """How many requests made without a reference the desk has to decide."""

    order = 93
    may_access = staticmethod(may_handle_inquiries)
    url_name = "requests:index"
    text = ngettext_lazy(
        "%(counter)s request about personal data to decide",
        "%(counter)s requests about personal data to decide",
        "counter",
    )

    def get_count(self) -> int:
        return DataSubjectRequest.objects.for_desk_to_decide().count()


class DeletionsSummary(TaskSummary):
    """How many inquiries are deleted within a week."""

    order = 95
    may_access = staticmethod(may_manage_retention)
    url_name = "inquiries:retention"
    text = ngettext_lazy(
        "%(counter)s inquiry deleted within a week", "%(counter)s inquiries deleted within a week", "counter"
    )
    icon_name = "history"

    def get_count(self) -> int:
        return announced().count()


class ExportedCopiesSummary(TaskSummary):
    """How many exported copies this user still has to delete outside."""

    order = 96
    may_access = staticmethod(may_see_inquiries)
    url_name = "inquiries:exported_copies"
    text = ngettext_lazy("%(counter)s exported copy to delete", "%(counter)s exported copies to delete", "counter")

    def get_count(self) -> int:
        return copies_before(self.request.user).count()


SUMMARY_ITEMS = (
    InboxSummary,
    UndeliveredSummary,
    MailStoppedSummary,
    MailboxSummary,
    TraySummary,
    QuarantineSummary,
    DeletionsSummary,
    ExportedCopiesSummary,
    RequestsSummary,
    PendingRequestsSummary,
    IncidentsSummary,
    WithheldSummary,
)
