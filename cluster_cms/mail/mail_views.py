"""The screens of mails: those that could not be sent, and the texts of each kind."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.viewsets.base import ViewSet

from cluster_cms.mail.kinds import MailKind, mail_kinds
from cluster_cms.mail.outbox import RESTORED, DismissReason, OutboxMail, dismiss_mails, resend_mails
from cluster_cms.mail.wording import MailText, Wording, change_text, default_fields, fill_texts, problems, reset_text
from cluster_cms.pages.languages import LANGUAGES
from cluster_cms.security.accounts import User
from cluster_cms.views.staff import Breadcrumb, PermittedScreen, shown_to, signed_in_user

MAIL_RIGHTS = ("resend_mail", "change_mailtext")
SHOWN = 200  # dead-lettered mails, the newest first


def may_resend_mails(user: User | AnonymousUser) -> bool:
    return user.has_perm("cluster_cms.resend_mail")


def may_change_mail_texts(user: User | AnonymousUser) -> bool:
    return user.has_perm("cluster_cms.change_mailtext")


class DeadLettersView(PermittedScreen):
    """Lists the mails that could not be sent, by reference and kind alone, and sends them again."""

    page_title = gettext_lazy("Emails that could not be sent")
    template_name = "cluster_cms/admin/dead_letters.html"
    header_icon = "mail"
    question = staticmethod(may_resend_mails)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = mail_kinds()
        mails = OutboxMail.objects.dead_lettered().order_by("-created_at")[:SHOWN]
        rows = [(mail, kinds[mail.kind].label if mail.kind in kinds else mail.kind, reason(mail)) for mail in mails]
        return super().get_context_data(**kwargs) | {"rows": rows, "reasons": DismissReason.choices}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send the chosen mails again, or all of them when none is chosen and "all" was pressed."""
        dead, named = OutboxMail.objects.dead_lettered().values_list("pk", flat=True), request.POST.getlist("mail")
        chosen = [pk for pk in dead if str(pk) in named]
        if "dismiss" in request.POST:
            return self.dismiss(request, chosen)
        ids = chosen or (dead if "all" in request.POST else [])
        if count := resend_mails(ids=ids, actor=signed_in_user(request)):
            message = ngettext("%(count)s email is sent again.", "%(count)s emails are sent again.", count)
            messages.success(request, message % {"count": count})
        else:
            messages.warning(request, _("No email was chosen."))
        return redirect("mails:dead_letters")

    def dismiss(self, request: HttpRequest, ids: list[UUID]) -> HttpResponse:
        """Settle the chosen mails without sending them again; without a reason nothing is done."""
        why = request.POST.get("reason", "")
        if why not in DismissReason.values:
            messages.error(request, _("Nothing was done: choose why they are not sent again."))
        elif count := dismiss_mails(ids=ids, reason=DismissReason(why), actor=signed_in_user(request)):
            messages.success(request, _("Settled without sending: %(count)s") % {"count": count})
        else:
            messages.warning(request, _("No email was chosen."))
        return redirect("mails:dead_letters")


def reason(mail: OutboxMail) -> str:
    """Return why a mail was dead-lettered: the answer of the server, or that a restore has held it back."""
    if mail.error == RESTORED:
        return _("Not sent yet in the restored backup; it may have been sent since")
    return mail.error


def kinds_with_wording() -> dict[str, tuple[MailKind, Wording]]:
    """Return the kinds of mail whose texts staff may change, by name."""
    return {kind.name: (kind, kind.wording) for kind in mail_kinds().values() if kind.wording}


class MailTextsView(PermittedScreen):
    """Lists the kinds of mail whose texts can be changed."""

    page_title = gettext_lazy("Texts of emails")
    template_name = "cluster_cms/admin/mail_texts.html"
    header_icon = "mail"
    question = staticmethod(may_change_mail_texts)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        changed = set(MailText.objects.values_list("kind", flat=True))
        rows = [(kind, kind.name in changed) for kind, _wording in kinds_with_wording().values()]
        return super().get_context_data(**kwargs) | {"rows": rows}


class MailTextForm(WagtailAdminModelForm):
    """Subject and body in both languages; reports placeholders that are missing or unknown."""

    class Meta:
        model = MailText
        fields = [f"{part}_{language}" for language in LANGUAGES for part in ("subject", "body")]
        widgets = {f"body_{language}": forms.Textarea(attrs={"rows": 22}) for language in LANGUAGES}

    def __init__(self, *args: Any, wording: Wording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wording = wording

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for language in LANGUAGES:
            subject, body = data.get(f"subject_{language}"), data.get(f"body_{language}")
            if subject and body:
                for problem in problems(self.wording, subject=subject, body=body):
                    self.add_error(f"body_{language}", problem)
        return data

    def previews(self) -> list[tuple[str, str, str]]:
        """Return language, subject and body with sample data, as the form holds them now."""
        texts = {name: self[name].value() or "" for name in self.fields}
        samples = {language: self.wording.sample_in(language) for language in LANGUAGES}
        return [
            (language, *fill_texts((texts[f"subject_{language}"], texts[f"body_{language}"]), sample))
            for language, sample in samples.items()
            if sample
        ]


class MailTextView(MailTextsView):
    """Changes the texts of one kind, previews them with sample data, or returns to the default wording."""

    template_name = "cluster_cms/admin/mail_text.html"

    @cached_property
    def kind_and_wording(self) -> tuple[MailKind, Wording]:
        try:
            return kinds_with_wording()[self.kwargs["kind"]]
        except KeyError as error:
            raise Http404 from error

    def form(self, *data: Any) -> MailTextForm:
        kind, wording = self.kind_and_wording
        stored = MailText.objects.filter(kind=kind.name).first()
        return MailTextForm(
            *data, instance=stored or MailText(kind=kind.name, **default_fields(wording)), wording=wording
        )

    def breadcrumbs(self) -> Breadcrumb:
        return [(reverse("mails:texts"), str(MailTextsView.page_title))]

    def get_page_title(self) -> str:
        return str(self.kind_and_wording[0].label)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind, wording = self.kind_and_wording
        form = kwargs.setdefault("form", self.form())
        places = [(f"{{{name}}}", label, name in wording.required) for name, label in wording.places.items()]
        context = {"previews": form.previews(), "places": places, "kind": kind}
        return super(MailTextsView, self).get_context_data(**kwargs) | context

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        actor, form = signed_in_user(request), self.form(request.POST)
        if "reset" in request.POST:
            reset_text(kind=kind, actor=actor)
            messages.success(request, _("The email has its first words again."))
        elif not form.is_valid() or "preview" in request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        else:
            change_text(text=form.save(commit=False), actor=actor)
            messages.success(request, _("The email has new words."))
        return redirect("mails:text", kind)


class MailViewSet(ViewSet):
    """Everything under /admin/mails/."""

    name = "mails"
    icon = "mail"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", DeadLettersView.as_view(), name="dead_letters"),
            path("texts/", MailTextsView.as_view(), name="texts"),
            path("texts/<str:kind>/", MailTextView.as_view(), name="text"),
        ]


def texts_menu_item() -> MenuItem:
    """Return the item of the settings menu."""
    return shown_to(may_change_mail_texts)(_("Texts of emails"), reverse("mails:texts"), icon_name="mail", order=120)


class DeadLettersSummary(SummaryItem):
    """How many mails could not be sent, in red, for those who may send them again; hidden when there are none."""

    order = 80
    template_name = "cluster_cms/admin/dead_letters_summary.html"

    def is_shown(self) -> bool:
        return may_resend_mails(self.request.user) and OutboxMail.objects.dead_lettered().exists()

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"count": OutboxMail.objects.dead_lettered().count()}
