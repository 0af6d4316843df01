"""The screens for mails: those that could not be sent, and the words of each kind."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.viewsets.base import ViewSet

from cluster_cms.mail.kinds import MailKind, mail_kinds
from cluster_cms.mail.outbox import RESTORED, OutboxMail, resend_mails
from cluster_cms.mail.wording import MailText, Wording, change_text, first_words, problems, reset_text, written_out
from cluster_cms.pages.sites import LANGUAGES
from cluster_cms.security.accounts import User
from cluster_cms.views.staff import Breadcrumb, StaffScreen, shown_to

MAIL_RIGHTS = ("resend_mail", "change_mailtext")


def may_resend_mails(user: User | AnonymousUser) -> bool:
    return user.has_perm("cluster_cms.resend_mail")


def may_change_mail_texts(user: User | AnonymousUser) -> bool:
    return user.has_perm("cluster_cms.change_mailtext")


class MailScreen(StaffScreen, TemplateView):
    """Asks its question before anything is looked up."""

    header_icon = "mail"
    question: Callable[[User | AnonymousUser], bool] = staticmethod(may_change_mail_texts)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.question(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def person(self) -> User:
        """Return who sits at this screen."""
        if not isinstance(self.request.user, User):
            raise PermissionDenied
        return self.request.user


class DeadLetterView(MailScreen):
    """Lists what could not be sent, by reference and kind alone, and sends it again."""

    page_title = gettext_lazy("Mails that could not be sent")
    template_name = "cluster_cms/admin/mails_parked.html"
    question = staticmethod(may_resend_mails)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = mail_kinds()
        parked = OutboxMail.objects.parked().order_by("-created_at")[:200]
        rows = [(mail, kinds[mail.kind].label if mail.kind in kinds else mail.kind, reason(mail)) for mail in parked]
        return super().get_context_data(**kwargs) | {"rows": rows}

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = OutboxMail.objects.parked()
        if ticked := [text for text in request.POST.getlist("mail") if is_uuid(text)]:
            chosen = chosen.filter(pk__in=ticked)
        elif "all" not in request.POST:
            chosen = chosen.none()
        count = resend_mails(ids=chosen.values_list("pk", flat=True), actor=self.person)
        told = ngettext("%(count)s mail is sent again.", "%(count)s mails are sent again.", count) % {"count": count}
        messages.success(request, told) if count else messages.warning(request, _("No mail was chosen."))
        return redirect("mails:parked")


def reason(mail: OutboxMail) -> str:
    """Return why a mail was parked: the answer of the server, or that a restore has held it back."""
    if mail.error == RESTORED:
        return _("Not sent yet in the restored backup; it may have been sent since")
    return mail.error


def is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


class TextsView(MailScreen):
    """Lists the kinds of mail whose words can be changed."""

    page_title = gettext_lazy("Texts of mails")
    template_name = "cluster_cms/admin/mail_texts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        changed = set(MailText.objects.values_list("kind", flat=True))
        rows = [(kind, kind.name in changed) for kind in mail_kinds().values() if kind.wording]
        return super().get_context_data(**kwargs) | {"rows": rows}


class MailTextForm(WagtailAdminModelForm):
    """Subject and text in both languages, checked for the places that must or may stand in them."""

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


class TextView(MailScreen):
    """Changes the words of one kind, shows them filled in with made-up data, or returns to the first words."""

    template_name = "cluster_cms/admin/mail_text.html"

    @cached_property
    def kind(self) -> MailKind:
        kind = mail_kinds().get(self.kwargs["kind"])
        if kind is None or kind.wording is None:
            raise Http404
        return kind

    @cached_property
    def wording(self) -> Wording:
        if self.kind.wording is None:
            raise Http404
        return self.kind.wording

    @cached_property
    def text(self) -> MailText:
        written = MailText.objects.filter(kind=self.kind.name).first()
        return written or MailText(kind=self.kind.name, **first_words(self.wording))

    def breadcrumbs(self) -> Breadcrumb:
        return [(reverse("mails:texts"), str(TextsView.page_title))]

    def get_page_title(self) -> str:
        return str(self.kind.label)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.setdefault("form", MailTextForm(instance=self.text, wording=self.wording))
        shown = {name: form[name].value() or "" for name in form.fields}
        previews = [
            (language, *written_out((shown[f"subject_{language}"], shown[f"body_{language}"]), sample))
            for language in LANGUAGES
            if (sample := self.wording.sample_in(language))
        ]
        places = [(f"{{{name}}}", label, name in self.wording.required) for name, label in self.wording.places.items()]
        return super().get_context_data(**kwargs) | {"previews": previews, "places": places, "kind": self.kind}

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        if "reset" in request.POST:
            reset_text(kind=self.kind.name, actor=self.person)
            messages.success(request, _("The mail has its first words again."))
            return redirect("mails:text", kind)
        form = MailTextForm(request.POST, instance=self.text, wording=self.wording)
        if not form.is_valid() or "preview" in request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        change_text(text=form.save(commit=False), actor=self.person)
        messages.success(request, _("The mail has new words."))
        return redirect("mails:text", kind)


class MailViewSet(ViewSet):
    """Everything under /admin/mails/."""

    name = "mails"
    icon = "mail"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", DeadLetterView.as_view(), name="parked"),
            path("texts/", TextsView.as_view(), name="texts"),
            path("texts/<str:kind>/", TextView.as_view(), name="text"),
        ]


def texts_menu_item() -> MenuItem:
    """Return the item of the settings menu."""
    return shown_to(may_change_mail_texts)(_("Texts of mails"), reverse("mails:texts"), icon_name="mail", order=120)


class DeadLetters(SummaryItem):
    """How many mails could not be sent, in red, for those who may send them again; nothing while all went well."""

    order = 80
    template_name = "cluster_cms/admin/mails_parked_summary.html"

    def is_shown(self) -> bool:
        return may_resend_mails(self.request.user) and OutboxMail.objects.parked().exists()

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"count": OutboxMail.objects.parked().count()}
