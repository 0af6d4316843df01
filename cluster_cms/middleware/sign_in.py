"""What a session of staff must have proven before a view of the staff area answers it."""

import re
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core import ratelimit
from allauth.mfa.base.forms import ReauthenticateForm
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cluster_cms.middleware.headers import PUBLIC_POLICY
from cluster_cms.middleware.routing import Middleware, is_staff_area
from cluster_cms.middleware.same_origin import SAFE_METHODS
from cluster_cms.middleware.unavailable import staff_language, staff_unavailable
from cluster_cms.security import session_proof
from cluster_cms.security.kept_posts import expired_account, keep_post
from cluster_cms.security.password_hashing import HashingBusy
from cluster_cms.security.reauthentication import is_guarded

# Where a session may go that has no second factor yet: to enrol one, to prove the password for it, and out.
ENROLMENT = frozenset(
    [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "account_reauthenticate",
        "account_logout",
        "wagtailadmin_javascript_catalog",
    ]
)
PING = "wagtailadmin_editing_sessions:ping"  # sent by an open editor, whether somebody sits before it or not
SENT_BY, TIMER = "X-Sent-By", "timer"  # of what an open page asks by itself: that is nobody's presence either
PROVING = frozenset(
    ["account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_logout", PING]
)
SIGN_IN = "/admin/account/"  # these forms are answered whoever sends them
PROOF = "staff_proof"  # the field of the page that asks
CODE = re.compile(r"\s*\d[\d\s-]{4,10}\s*")
UNTOLD = re.compile(r"password|csrfmiddlewaretoken|" + PROOF)  # fields that are not sent again from a page


class StaffSessionMiddleware(Middleware):
    """Ends old sessions, leads to the second factor, and asks again who is there where that matters."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not is_staff_area(request):
            return None
        if not request.user.is_authenticated:
            return keep_for_sign_in(request, expired_account(request))
        try:
            return check(request)
        except HashingBusy:
            return busy(request)


def check(request: HttpRequest) -> HttpResponse | None:
    """Return the answer to a session that may not go on as it is, else None."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if session_proof.is_over(request):
        return end(request)
    if settings.SECOND_FACTOR_REQUIRED and not session_proof.has_second_factor(request) and name not in ENROLMENT:
        return lead_to_second_factor(request)
    if name not in PROVING and needs_proof(request) and not gives_proof(request):
        return ask(request)
    if name != PING and request.headers.get(SENT_BY) != TIMER:
        session_proof.touch(request)
    return None


def end(request: HttpRequest) -> HttpResponse | None:
    """Sign out. What was just sent is kept for the same account, and the sign-in leads back to it."""
    account = str(request.user.pk)
    logout(request)
    request.user = AnonymousUser()
    return keep_for_sign_in(request, account)


def keep_for_sign_in(request: HttpRequest, account: str | None) -> HttpResponse | None:
    """Keep a form that was sent by whoever had a session, and lead to the sign-in; None where it is no such form."""
    if account is None or request.method != "POST" or is_by_script(request) or request.path_info.startswith(SIGN_IN):
        return None
    return (
        redirect_to_login(reverse("kept_post")) if keep_post(request, told_fields(request), account=account) else None
    )


def needs_proof(request: HttpRequest) -> bool:
    if session_proof.proven_recently(request):
        return False
    return session_proof.is_idle(request) or (settings.PROOF_REQUIRED and is_guarded(request.resolver_match))


def lead_to_second_factor(request: HttpRequest) -> HttpResponse:
    """Lead to enrolment; but out, when the account has a second factor that this session was not opened by."""
    first = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    if Authenticator.objects.filter(user_id=request.user.pk, type__in=first).exists():
        logout(request)
        return redirect(settings.LOGIN_URL)
    return HttpResponseForbidden() if is_by_script(request) else redirect("mfa_index")


def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a proof: on the page for it, or, for what was sent, on one that sends it again with the proof."""
    if is_by_script(request):
        return HttpResponseForbidden()
    if request.method in SAFE_METHODS:
        query = urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})
        return redirect(f"{reverse('account_reauthenticate')}?{query}")
    return ask_with_fields(request)


def told_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of a form that may be shown or sent once more: neither passwords nor proofs."""
    return [(name, value) for name, values in request.POST.lists() for value in values if not UNTOLD.search(name)]


def ask_with_fields(request: HttpRequest) -> HttpResponse:
    context = {
        "address": request.get_full_path(),
        "fields": told_fields(request),
        "field": PROOF,
        "refused": PROOF in request.POST,
        "has_files": bool(request.FILES),
    }
    with translation.override(staff_language(request)):
        response = render(request, "account/prove.html", context, status=403)
    response.headers["Content-Security-Policy"] = PUBLIC_POLICY
    response.headers["Cache-Control"] = "private, no-store"
    return response


def gives_proof(request: HttpRequest) -> bool:
    """Tell whether the request carries a valid proof; then record it, and leave the view the fields it knows."""
    if request.method in SAFE_METHODS or PROOF not in request.POST or not prove(request, request.POST[PROOF]):
        return False
    fields = request.POST.copy()
    del fields[PROOF]
    cast(Any, request).POST = fields  # the stubs know no setter
    return True


def prove(request: HttpRequest, text: str) -> bool:
    """Check a password or code within allauth's limits, and record it in the session when it is right."""
    user: Any = request.user
    if not ratelimit.consume(request, action="reauthenticate", user=user):
        return False
    try:
        if CODE.fullmatch(text):
            form = ReauthenticateForm(data={"code": text}, user=user)
            return form.is_valid() and form.save() is None
        if get_adapter().reauthenticate(user, text):
            reauthenticate_by_password(request)
            return True
    except ValidationError:  # too many attempts
        pass
    return False


def is_by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def busy(request: HttpRequest) -> HttpResponse:
    with translation.override(sign_in_language(request)):
        response = staff_unavailable(request, _("Too many people are signing in at this moment. Please try again."))
    response.headers["Retry-After"] = "5"  # seconds
    return response


def sign_in_language(request: HttpRequest) -> str:
    """Return the language of a person who is signed in, else that of the browser."""
    if request.user.is_authenticated:
        return staff_language(request)
    return translation.get_language_from_request(request)
