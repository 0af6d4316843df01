"""The tray: mails that belong to no inquiry, to be added to one, to become a new one, or to be thrown away."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from cluster_cms.clock import TOKYO
from cluster_cms.pages.languages import ENGLISH, JAPANESE
from contact.admin.base import ActionView, DeskScreen, DeskView, Text, file_response
from contact.admin.block_list_views import REFUSALS
from contact.admin.correspondence_views import NoReason
from contact.admin.email_views import SOURCE_TYPE
from contact.admin.manual_entry_views import ManualEntryForm, ManualEntryView
from contact.inbound.matching import suggestions
from contact.inbound.tray import file_from_tray, open_mail, record_from_tray, take_back, throw_away
from contact.inquiries.handling import InvalidTransition
from contact.inquiries.messages import CorrespondenceErased
from contact.models import Inquiry, InquiryQuerySet, NoticeMethod, Source, ThrowAwayReason, TrayMail, TrayQuerySet
from contact.permissions import may_handle_inquiries
from contact.text.arrived_mail import ArrivalKind
from contact.text.form_fields import LONG
from contact.text.pasted_mail import MailWarning
from contact.text.pasted_mail.charsets import KANA
from contact.text.references import as_reference

PAGE_SIZE = 20
EXCERPT = 300  # characters
THROWN_AWAY = "thrown-away"
TABS = {**dict(ArrivalKind.choices), THROWN_AWAY: pgettext_lazy("arrived email", "Thrown away (kept 30 days)")}
BY_ITSELF = (ThrowAwayReason.AGE, ThrowAwayReason.BLOCKED)
REASONS = [choice for choice in ThrowAwayReason.choices if choice[0] not in BY_ITSELF]


class NoInquiry(Exception):
    """No inquiry has the reference that was written."""


class TrayMenuItem(MenuItem):
    """The item of the menu, with how many mails wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_handle_inquiries(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        item = super().render_component(request)
        if count := TrayMail.objects.waiting().count():
            item.label = f"{item.label} ({count})"
        return item


class TrayCard:
    """One mail for display."""

    def __init__(self, mail: TrayMail) -> None:
        self.mail = mail
        self.is_person = mail.kind == ArrivalKind.PERSON
        self.subject, self.sender, self.text = map(mail.value, ("subject", "sender", "text"))
        self.attachments = mail.value("attachments")
        self.reason = ThrowAwayReason(mail.thrown_away_for).label if mail.thrown_away_for else ""

    @property
    def excerpt(self) -> str:
        return self.text if len(self.text) <= EXCERPT else f"{self.text[:EXCERPT]}…"

    @property
    def warnings(self) -> list[Text]:
        return [MailWarning(one).label for one in self.mail.value("warnings")]

    @cached_property
    def suggested(self) -> InquiryQuerySet:
        """Return the inquiries to which it may belong, the likeliest first."""
        if self.mail.inquiry_id:
            return Inquiry.objects.filter(pk=self.mail.inquiry_id)
        return suggestions(texts=[self.subject, self.text], sender_hmac=self.mail.email_hmac)


class TrayView(DeskScreen):
    """Lists what waits, of one kind at a time, or what was thrown away."""

    may_access = staticmethod(may_handle_inquiries)
    template_name = "contact/admin/tray/index.html"
    page_title = gettext_lazy("Emails not sorted yet")
    header_icon = "download"

    @property
    def shown(self) -> str:
        chosen = self.request.GET.get("show", "")
        return chosen if chosen in TABS else ArrivalKind.PERSON.value

    def mails(self) -> TrayQuerySet:
        tray = TrayMail.objects.defer("original").select_related("inquiry")
        return tray.thrown_away() if self.shown == THROWN_AWAY else tray.waiting().of_kind(self.shown)

    def tabs(self) -> list[tuple[str, Text, int]]:
        waiting = Q(thrown_away_at=None)
        counts = {kind: Count("pk", filter=waiting & Q(kind=kind)) for kind in ArrivalKind.values}
        found = TrayMail.objects.aggregate(**counts, thrown=Count("pk", filter=~waiting))
        return [(key, label, found["thrown" if key == THROWN_AWAY else key]) for key, label in TABS.items()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.mails(), PAGE_SIZE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "tabs": self.tabs(),
            "shown": self.shown,
            "page": page,
            "cards": [TrayCard(mail) for mail in page],
            "reasons": REASONS,
        }


class OneMailView(DeskView):
    """Base of the views of one mail in the tray."""

    may_access = staticmethod(may_handle_inquiries)

    @cached_property
    def mail(self) -> TrayMail:
        return TrayMail.objects.select_related("inquiry").get(pk=self.kwargs["tray_mail"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except TrayMail.DoesNotExist as error:  # a colleague was faster
            raise Http404 from error


class TrayMailView(OneMailView, DeskScreen):
    """Shows a mail whole, which is recorded, with what can be done with it."""

    template_name = "contact/admin/tray/mail.html"
    page_title = gettext_lazy("An email not sorted yet")
    header_icon = "mail"
    parents = (("inquiries:index", gettext_lazy("Inquiries")), ("tray:index", TrayView.page_title))

    def get(self, request: HttpRequest, *args: str, **kwargs: Any) -> HttpResponse:
        open_mail(mail=self.mail, actor=self.user)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"card": TrayCard(self.mail), "reasons": REASONS, "typed": self.request.GET.get("typed", "")}
        return super().get_context_data(**kwargs) | context


class TrayActionView(OneMailView, ActionView):
    """Base of the buttons of a mail; they lead back to the tray."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _found = self.mail
        return super().post(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return reverse("tray:index")


class FileMailView(TrayActionView):
    """Adds a mail to the inquiry whose reference was chosen or written."""

    refusals = {
        NoInquiry: (messages.error, gettext_lazy("Nothing was done: no inquiry has this reference.")),
        InvalidTransition: (
            messages.error,
            gettext_lazy("Nothing was done: that inquiry is suspected spam. Clear it first."),
        ),
        CorrespondenceErased: (messages.error, gettext_lazy("Nothing was done: this email was deleted before.")),
    }
    filed: Inquiry | None = None

    @property
    def typed(self) -> str:
        return as_reference(self.request.POST.get("reference", ""))

    def perform(self) -> Text:
        inquiry = self.inquiries.with_references(self.typed).first()
        if inquiry is None:
            raise NoInquiry
        file_from_tray(mail=self.mail, inquiry=inquiry, actor=self.user)
        self.filed = inquiry
        return _("The email is kept with inquiry %(reference)s.") % {"reference": inquiry.reference}

    def get_success_url(self) -> str:
        if self.filed:
            return reverse("inquiries:inquiry", args=[self.filed.reference])
        return f"{reverse('tray:mail', args=[self.kwargs['tray_mail']])}?typed={self.typed}"


class ThrowAwayView(TrayActionView):
    """Throws a mail away, for a reason; the second button blocks its sender as well."""

    refusals = {
        NoReason: (messages.error, gettext_lazy("Nothing was done: choose why it is thrown away.")),
        **{kind: (messages.error, text) for kind, text in REFUSALS.items()},
    }

    def perform(self) -> Text:
        reason = self.request.POST.get("reason", "")
        if reason not in dict(REASONS):
            raise NoReason
        block = "block" in self.request.POST
        throw_away(mail=self.mail, reason=ThrowAwayReason(reason), actor=self.user, block=block)
        if block:
            return _("Thrown away, and the sender is on the block list. For 30 days it can be taken back.")
        return _("Thrown away. For 30 days it can be taken back.")


class TakeBackView(TrayActionView):
    """Puts a mail that was thrown away back among those that wait."""

    def perform(self) -> Text:
        take_back(mail=self.mail, actor=self.user)
        return _("The email waits here again.")


class TrayOriginalView(OneMailView):
    """Sends a mail as it came, as a file. It answers POST alone, because each download is recorded."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        open_mail(mail=self.mail, actor=self.user, download=True)
        name = f"mail-{self.mail.received_at.astimezone(TOKYO):%Y%m%d-%H%M}.eml"
        return file_response(name, SOURCE_TYPE, iter([self.mail.original]))


def name_in(sender: str) -> str:
    """Return the name before the address of a sender; empty where there is none."""
    name, angle, _address = sender.partition("<")
    return name.strip(' "') if angle else ""


class TrayInquiryView(OneMailView, ManualEntryView):
    """Makes a new inquiry of a mail: the form for recording one, filled in from it."""

    page_title = gettext_lazy("New inquiry from an email")
    parents = TrayMailView.parents

    def get(self, request: HttpRequest, *args: str, **kwargs: Any) -> HttpResponse:
        open_mail(mail=self.mail, actor=self.user)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: str, **kwargs: Any) -> HttpResponse:
        """Save it; a second click on the button leads to what the first one has saved."""
        try:
            _found = self.mail
        except TrayMail.DoesNotExist:
            key = request.POST.get("key", "").replace("-", "")
            saved = self.inquiries.filter(submission_key=key).first()
            if saved is None:
                raise
            return redirect("inquiries:inquiry", saved.reference)
        return super().post(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        value = self.mail.value
        return super().get_initial() | {
            "source": Source.MAIL,
            "notice_method": NoticeMethod.PUBLISHED,
            "received": self.mail.received_at,
            "language": JAPANESE if KANA.search(value("text")) else ENGLISH,
            "name": name_in(value("sender")),
            "mail": value("address"),
            "message": value("text")[:LONG],
        }

    def save(self, form: ManualEntryForm) -> str:
        inquiry = record_from_tray(mail=self.mail, entry=form.manual_entry(), actor=self.user)
        self.success_url = reverse("inquiries:inquiry", args=[inquiry.reference])
        return _("Inquiry %(reference)s is taken down.") % {"reference": inquiry.reference}
