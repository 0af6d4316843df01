"""Who may do what with mails."""

from django.contrib.auth.models import AnonymousUser

from cluster_cms.accounts import User

MAIL_RIGHTS = ("resend_mail", "change_mailtext")


def may_resend_mails(user: User | AnonymousUser) -> bool:
    return user.has_perm("cluster_cms.resend_mail")


def may_change_mail_texts(user: User | AnonymousUser) -> bool:
    return user.has_perm("cluster_cms.change_mailtext")
