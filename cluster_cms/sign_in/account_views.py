"""What allauth's own views leave open: one's mail address, the last passkey, and where a refused passkey leads."""

from typing import Any

from allauth.account.utils import passthrough_next_redirect_url
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, update_session_auth_hash
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.forms import Form, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic.edit import UpdateView

from cluster_cms.security.accounts import User
from cluster_cms.security.kept_posts import kept_post
from cluster_cms.text.email_address import validate_address


class EmailForm(ModelForm[User]):
    """The new address."""

    class Meta:
        model = User
        fields = ["email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        self.fields["email"].validators.append(validate_address)
        self.fields["email"].widget.attrs["autocomplete"] = "email"


class EmailView(LoginRequiredMixin, UpdateView[User, EmailForm]):
    """Changes the address; the one before is told (cluster_cms.oversight), and all other sessions end (`User`)."""

    form_class = EmailForm
    template_name = "account/email.html"
    success_url = reverse_lazy("mfa_index")

    def get_object(self, queryset: Any = None) -> User:
        return get_object_or_404(User, pk=self.request.user.pk)

    @transaction.atomic
    def form_valid(self, form: EmailForm) -> HttpResponse:
        response = super().form_valid(form)
        update_session_auth_hash(self.request, form.instance)
        messages.success(self.request, _("Your email address was changed."))
        return response


class PasskeyForm(AddWebAuthnForm):
    """A passkey signs in alone unless the person says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alone = self.fields["passwordless"]
        alone.initial, alone.help_text = True, ""
        alone.label = gettext_lazy("Sign in with it alone: it asks for finger, face or PIN itself")
        self.fields["name"].label = pgettext_lazy("of a passkey", "Name")


class RemovePasskeyView(RemoveWebAuthnView):
    """Keeps the last second factor where the site asks for one, as allauth does with an app."""

    def form_valid(self, form: Form) -> HttpResponse:
        if get_adapter().can_delete_authenticator(self.get_object()):
            return super().form_valid(form)
        messages.error(self.request, _("This is your only second factor. Add another one first."))
        return redirect("mfa_index")


class SignInByPasskeyView(LoginWebAuthnView):
    """Leads back to the sign-in after a refused passkey, and on to what was asked for after the next one."""

    def form_invalid(self, form: Form) -> HttpResponse:
        super().form_invalid(form)  # leaves the message
        return to_try_again(self.request, "account_login")


class ProveByPasskeyView(ReauthenticateWebAuthnView):
    """Asks again after a refused passkey, where allauth leads to the sign-in and forgets what was asked for."""

    def form_invalid(self, form: Form) -> HttpResponse:
        super().form_invalid(form)  # leaves the message
        return to_try_again(self.request, "mfa_reauthenticate_webauthn")


def to_try_again(request: HttpRequest, name: str) -> HttpResponse:
    """Lead to a form of sign-in with the address to go to afterwards, if that is one of this site."""
    return redirect(passthrough_next_redirect_url(request, reverse(name), REDIRECT_FIELD_NAME))


def show_kept_post(request: HttpRequest) -> HttpResponse:
    """Offer to send once more what was typed when the session had ended, or say that nothing is kept."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    kept = kept_post(request)
    return render(request, "account/kept.html", {"kept": kept})
