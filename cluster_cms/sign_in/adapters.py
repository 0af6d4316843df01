"""What this site does otherwise than django-allauth: no sign-up, mails through the outbox, keyed counters."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from cluster_cms.security.client_address import networks_of
from cluster_cms.security.crypto import lookup_hash
from cluster_cms.security.session_proof import proven_recently
from cluster_cms.sign_in import secrets
from cluster_cms.sign_in.reset_mail import queue_reset

FIRST_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes only stand in for these
# The page itself shows it.
QUIET = (
    "account/messages/logged_in.txt",
    "account/messages/logged_out.txt",
    "mfa/messages/recovery_codes_generated.txt",
)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts of staff, which an administrator makes."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return a keyed hash of the network, by which attempts are counted; the address itself is kept nowhere."""
        return lookup_hash(networks_of(request)[0], purpose="sign_in.network")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return lookup_hash(str(credentials.get("username", "")).casefold(), purpose="sign_in.account")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return not proven_recently(self.request)

    def send_password_reset_mail(self, user: AbstractBaseUser, email: str, context: dict[str, Any]) -> None:
        queue_reset(user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue a reset for nobody where no account has the address: the answer then takes as long."""
        if template_prefix == "account/email/unknown_account":
            queue_reset(None)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: `account_notices` and `oversight` tell the person, whichever way the change was made."""

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        if not any(template in args for template in QUIET):
            super().add_message(request, level, *args, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: secrets encrypted, and the last one kept where the site asks for one."""

    def encrypt(self, text: str) -> str:
        return secrets.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FIRST_FACTORS)
        return not settings.SECOND_FACTOR_REQUIRED or others.exclude(pk=authenticator.pk).exists()

    def get_totp_issuer(self) -> str:
        return str(settings.WAGTAIL_SITE_NAME)

    def _get_site_name(self) -> str:
        return str(settings.WAGTAIL_SITE_NAME)
