"""The addresses of sign-in and account, before Wagtail's own: of allauth's views only those that the site uses."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, re_path
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cluster_cms.middleware.headers import PUBLIC_POLICY
from cluster_cms.middleware.sign_in import sign_in_language
from cluster_cms.security.reauthentication import ProofNeeded
from cluster_cms.sign_in.account_views import (
    EmailView,
    ProveByPasskeyView,
    RemovePasskeyView,
    SignInByPasskeyView,
    show_kept_post,
)
from cluster_cms.views import errors

View = Callable[..., HttpResponse]


def framed(view: View) -> View:
    """Show a page of the sign-in in the person's language, strictly without inline script, and keep it in no cache.

    Outside a transaction: attempts count whatever comes of them, and no lock is held while a password is hashed.
    """

    @transaction.non_atomic_requests
    @wraps(view)
    def show(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(sign_in_language(request)):
            response = answer(view, request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
        response.headers["Content-Security-Policy"] = PUBLIC_POLICY
        add_never_cache_headers(response)
        return response

    return show


def answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Return the view's answer, or the one that its exception stands for in allauth."""
    try:
        return view(request, *args, **kwargs)
    except ImmediateHttpResponse as given:
        return given.response
    except ReauthenticationRequired as needed:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise ProofNeeded from needed


def to_sign_in(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Lead from Wagtail's sign-in to ours, whatever is sent to it."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"/admin/account/login/{'?' if query else ''}{query}")


def to_reset(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return redirect("account_reset_password")


reset_key = r"^admin/account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"
urlpatterns = decorate_urlpatterns(
    [
        path("admin/login/", to_sign_in),
        re_path(r"^admin/password_reset/", to_reset),
        path("admin/logout/", account.logout),
        path("admin/account/login/", account.LoginView.as_view(), name="account_login"),
        path("admin/account/logout/", account.logout, name="account_logout"),
        path("admin/account/inactive/", account.account_inactive, name="account_inactive"),
        path("admin/account/signup/", errors.closed, name="account_signup"),
        path("admin/account/email/", EmailView.as_view(), name="account_email"),
        path("admin/account/prove/", account.reauthenticate, name="account_reauthenticate"),
        path("admin/account/kept/", show_kept_post, name="kept_post"),
        path("admin/account/password/", account.password_change, name="account_change_password"),
        path("admin/account/password/set/", account.password_set, name="account_set_password"),
        path("admin/account/password/reset/", account.password_reset, name="account_reset_password"),
        path("admin/account/password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
        re_path(reset_key, account.password_reset_from_key, name="account_reset_password_from_key"),
        path(
            "admin/account/password/reset/key/done/",
            account.password_reset_from_key_done,
            name="account_reset_password_from_key_done",
        ),
        path("admin/account/factors/", factors.index, name="mfa_index"),
        path("admin/account/factors/sign-in/", factors.authenticate, name="mfa_authenticate"),
        path("admin/account/factors/prove/", factors.reauthenticate, name="mfa_reauthenticate"),
        path("admin/account/factors/app/add/", totp.activate_totp, name="mfa_activate_totp"),
        path("admin/account/factors/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
        path("admin/account/factors/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
        path("admin/account/factors/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
        path("admin/account/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
        path("admin/account/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
        path("admin/account/passkeys/login/", SignInByPasskeyView.as_view(), name="mfa_login_webauthn"),
        path("admin/account/passkeys/prove/", ProveByPasskeyView.as_view(), name="mfa_reauthenticate_webauthn"),
        path("admin/account/passkeys/<int:pk>/name/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
        path("admin/account/passkeys/<int:pk>/remove/", RemovePasskeyView.as_view(), name="mfa_remove_webauthn"),
    ],
    framed,
)
