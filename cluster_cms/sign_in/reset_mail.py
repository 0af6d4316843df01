"""The mail with the link to a new password. Its token is made when it is sent, and stored nowhere."""

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail, queue_mail
from cluster_cms.security.accounts import User, language_of

RESET = "account.password_reset"  # the subject of the mail is the id of the account, or NOBODY
NOBODY = "0"


def reset_mail() -> MailKind:
    return MailKind(RESET, gettext_lazy("Link to a new password"), write_reset)


@transaction.atomic
def queue_reset(user: AbstractBaseUser | None) -> None:
    """Queue the mail; for nobody it is written as well, and is dropped when it would be sent."""
    language = language_of(user) if isinstance(user, User) else settings.LANGUAGE_CODE
    queue_mail(RESET, subject=str(user.pk) if user else NOBODY, language=language)


def write_reset(mail: OutboxMail) -> Letter | None:
    """Write the link; None where the account is gone, was stopped or has no address."""
    user = User.objects.filter(pk=mail.subject, is_active=True).first()
    if user is None or not user.email:
        return None
    place = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    link = settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=place)
    with translation.override(mail.language):
        text = _(
            "Somebody, probably you, asked for a new password for your account.\n\n"
            "Set it here within an hour:\n%(link)s\n\n"
            "Your second factor is still asked for. If it was not you, do nothing: your password stays as it is.\n"
        )
        return Letter(user.email, _("A new password for your account"), text % {"link": link})
