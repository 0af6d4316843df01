"""What allauth's own views leave open: one's mail address, and the last passkey."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.forms import Form, ModelForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import UpdateView

from cluster_cms.security.accounts import User
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
        messages.success(self.request, _("Your mail address was changed."))
        return response


class PasskeyForm(AddWebAuthnForm):
    """A passkey signs in alone unless the person says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alone = self.fields["passwordless"]
        alone.initial, alone.help_text = True, ""
        alone.label = gettext_lazy("Sign in with it alone: it asks for finger, face or PIN itself")
        self.fields["name"].label = gettext_lazy("Name")


class RemovePasskeyView(RemoveWebAuthnView):
    """Keeps the last second factor where the site asks for one, as allauth does with an app."""

    def form_valid(self, form: Form) -> HttpResponse:
        if get_adapter().can_delete_authenticator(self.get_object()):
            return super().form_valid(form)
        messages.error(self.request, _("This is your only second factor. Add another one first."))
        return redirect("mfa_index")
