"""Times of going live and of expiring: cleared once they are used up, so that the next draft can be saved.

A page's history says so each time. Revisions keep what was saved in them; whoever opens an old one gets it without the
times that have passed. A page whose expiry has passed too when its time to go live is noticed never goes live.
"""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.signals import page_published, page_unpublished

from cluster_cms import clock
from cluster_cms.pages.required_pages import ChangeRefused, read_tree
from cluster_cms.pages.slug_proposals import slug_input
from cluster_cms.pages.tree_guards import is_route_of, is_taken, taken_sentence

TIMES = {"go_live_at": gettext_lazy("going live on %(time)s"), "expire_at": gettext_lazy("expiring on %(time)s")}
CLEARED, MISSED, EXPIRED = "schedule.cleared", "schedule.missed", "wagtail.unpublish.scheduled"
REFUSED = "schedule.refused"
AT_A_TIME = "at-a-time"  # value of the button that publishes at a time alone, in the dialog of the schedule
# What Wagtail says in English alone when a form is refused.
REFUSALS = (
    gettext_lazy("The page could not be saved due to validation errors."),
    gettext_lazy("The page could not be created due to validation errors."),
    gettext_lazy("There are validation errors, click save to highlight them."),
)


def has_passed(moment: datetime | None) -> bool:
    return moment is not None and moment <= clock.now()


def used_up_times(page: Page) -> dict[str, datetime]:
    """Return the times of a page that have passed, by field."""
    return {name: getattr(page, name) for name in TIMES if has_passed(getattr(page, name))}


def stamp(moment: datetime) -> str:
    return moment.astimezone(clock.TOKYO).isoformat()


def record(page: Page, action: str, times: dict[str, datetime], user: Any = None) -> None:
    """Write times into the history of a page."""
    data = {name: stamp(moment) for name, moment in times.items()}
    log(instance=page, action=action, user=user, data=data, revision=page.latest_revision)


def record_cleared(page: Page, times: dict[str, datetime], user: Any = None) -> None:
    """Write into the history of a page which times were cleared, each once: a draft holds those of the page too."""
    found = PageLogEntry.objects.filter(page=page.pk, action=CLEARED)
    told = {pair for entry in found for pair in entry.data.items()}
    if times := {name: moment for name, moment in times.items() if (name, stamp(moment)) not in told}:
        record(page, CLEARED, times, user)


def clear_used_up(instance: Page, **_signal: Any) -> None:
    """Clear the times of a page that have passed, now that it went live or was taken down."""
    if times := used_up_times(instance):
        Page.objects.filter(pk=instance.pk).update(**dict.fromkeys(times))
        for name in times:
            setattr(instance, name, None)
        record_cleared(instance, times)


def miss(page: Page, revision: Revision) -> bool:
    """Return whether a revision that is to go live has expired already; the page then counts as expired instead."""
    draft = revision.as_object()
    times = {name: at for name in TIMES if (at := getattr(draft, name))}
    if not has_passed(times.get("expire_at")):
        return False
    page.revisions.update(approved_go_live_at=None)
    if page.live:
        page.unpublish(set_expired=True, log_action=EXPIRED)
    Page.objects.filter(pk=page.pk).update(expired=True, **dict.fromkeys(TIMES))
    record(page, MISSED, times)
    return True


def refuse(page_id: int, reason: str) -> None:
    """Clear the times of a page whose change may not be made, and write the reason into its history."""
    page = Page.objects.get(pk=page_id).specific
    due = page.revisions.filter(approved_go_live_at__lt=clock.now())
    planned = {"go_live_at": due.values_list("approved_go_live_at", flat=True).last(), "expire_at": page.expire_at}
    times = {name: moment for name, moment in planned.items() if has_passed(moment)}
    due.update(approved_go_live_at=None)
    Page.objects.filter(pk=page_id).update(**dict.fromkeys(times))
    data = {"reason": reason, **{name: stamp(moment) for name, moment in times.items()}}
    log(instance=page, action=REFUSED, data=data, revision=page.latest_revision)


class BasePageForm(WagtailAdminPageForm):
    """The editor's form of a page: times that have passed are gone when it opens and when it comes back."""

    def __init__(self, *args: Any, instance: Page, **kwargs: Any) -> None:
        self.used_up = used_up_times(instance)
        for name in self.used_up:
            setattr(instance, name, None)
        super().__init__(*args, instance=instance, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].widget = slug_input(instance.slug)
            self.fields["slug"].required = False  # the page proposes one

    def clean(self) -> dict[str, Any]:
        """Drop the times that were used up; refuse others that cannot be kept, also above the closed panel.

        Also refuses an address at which the site itself answers.
        """
        for name, moment in self.used_up.items():
            if self.cleaned_data.get(name) == moment.replace(second=0, microsecond=0):  # the widget knows minutes
                self.cleaned_data[name] = None
        end = self.cleaned_data.get("expire_at")
        if has_passed(end):
            self.add_error("expire_at", _("This time has passed. Choose a later one, or leave it empty."))
        elif end and (begin := self.cleaned_data.get("go_live_at")) and begin >= end:
            self.add_error("expire_at", _("The page would expire before it goes live. Choose a later time."))
        elif end and (complaint := self.complaint_about_expiry()):
            self.add_error("expire_at", complaint)
        if self.data.get("action-publish") == AT_A_TIME and not self.cleaned_data.get("go_live_at"):
            self.add_error("go_live_at", _("Choose the time at which the page is to be published."))
        if self.has_error("expire_at") or self.has_error("go_live_at"):
            self.add_error(None, _("Check the schedule: open “Status” (i) at the upper right."))
        cleaned: dict[str, Any] = super().clean()
        slug, parent = cleaned.get("slug"), self.parent_page
        taken = slug and parent and is_taken(f"{parent.url_path}{slug}/", self.language())
        if taken or (slug and parent and is_route_of(parent, slug)):
            self.add_error("slug", taken_sentence())
        return cleaned

    def language(self) -> str:
        """Return the language of the page; a page that is not saved yet may have none, and gets that of its parent."""
        page = self.instance if self.instance.locale_id else self.parent_page
        return str(page.locale.language_code)

    def complaint_about_expiry(self) -> str:
        """Return why the page must not expire: it would be the last of its type in its language."""
        page = self.instance
        if not page.required_because:
            return ""
        url_path = page.url_path or f"{self.parent_page.url_path}{self.cleaned_data.get('slug') or page.slug}/"
        others = read_tree().without(url_path, below=False)
        try:
            others.with_place(type(page), self.language(), url_path).refuse_losses(others)
        except ChangeRefused as refusal:
            return str(refusal)
        return ""

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """Return what autosave changes in the open editor: the times that were used up are emptied there too."""
        return [*super().get_field_updates_for_resave(), *((self.add_prefix(name), "") for name in self.emptied())]

    def emptied(self) -> list[str]:
        """Return the fields of times that were used up, and for which no other was chosen."""
        return [name for name in self.used_up if not self.cleaned_data.get(name)]

    def save(self, commit: bool = True) -> Page:
        """Save, and say in the history which times were cleared."""
        page: Page = super().save(commit)
        record_cleared(page, {name: self.used_up[name] for name in self.emptied()}, self.for_user)
        return page


class ScheduleFormatter(LogFormatter):
    """Base of the sentences about times in the history of a page."""

    def times(self, entry: PageLogEntry) -> str:
        """Return the times of an entry in the active language."""
        given = {name: parse_datetime(entry.data[name]) for name in TIMES if name in entry.data}
        return ", ".join(str(TIMES[name]) % {"time": clock.tokyo_time(at)} for name, at in given.items() if at)


class ClearedFormatter(ScheduleFormatter):
    label = gettext_lazy("Clear the schedule")

    def format_message(self, log_entry: PageLogEntry) -> str:
        return _("Schedule used up and cleared: %(times)s (JST)") % {"times": self.times(log_entry)}


class MissedFormatter(ScheduleFormatter):
    label = gettext_lazy("Miss the schedule")

    def format_message(self, log_entry: PageLogEntry) -> str:
        return _("Not put live, because it had expired by then: %(times)s (JST)") % {"times": self.times(log_entry)}


class RefusedFormatter(ScheduleFormatter):
    label = gettext_lazy("Refuse a scheduled change")

    def format_message(self, log_entry: PageLogEntry) -> str:
        words = {"times": self.times(log_entry), "reason": log_entry.data["reason"]}
        return _("Not done as scheduled: %(times)s (JST). %(reason)s") % words


def register_actions(actions: LogActionRegistry) -> None:
    """Name the entries about schedules in the history of pages."""
    actions.register_action(CLEARED)(ClearedFormatter)
    actions.register_action(MISSED)(MissedFormatter)
    actions.register_action(REFUSED)(RefusedFormatter)


def show_expiry(request: HttpRequest, page: Page) -> None:
    """Tell whoever opens an expired page when it expired."""
    if request.method == "GET" and Page.objects.filter(pk=page.pk, expired=True).exists():
        entries = PageLogEntry.objects.filter(page=page.pk, action__in=(EXPIRED, MISSED)).order_by("-timestamp")
        if entry := entries.first():
            time = clock.tokyo_time(entry.timestamp)
            messages.info(request, _("This page expired on %(time)s (JST).") % {"time": time})


def show_refusal(request: HttpRequest, page: Page) -> None:
    """Tell whoever opens a page that its last schedule was not kept, until its history goes on."""
    last = PageLogEntry.objects.filter(page=page.pk).order_by("-timestamp").first()
    if request.method == "GET" and last and last.action == REFUSED:
        messages.warning(request, RefusedFormatter().format_message(last))


def listen() -> None:
    """Clear used-up times whenever a page goes live or is taken down."""
    page_published.connect(clear_used_up, dispatch_uid="schedules")
    page_unpublished.connect(clear_used_up, dispatch_uid="schedules")
