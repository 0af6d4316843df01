"""Who may do what with inquiries. A right on the contact page is none of these."""

from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import QuerySet

from cluster_cms.accounts import User

RIGHTS = ("view_inquiry", "handle_inquiry", "export_inquiry", "erase_inquiry")


def may_read_inquiries(user: User | AnonymousUser) -> bool:
    return user.has_perm("contact.view_inquiry")


def may_handle_inquiries(user: User | AnonymousUser) -> bool:
    return may_read_inquiries(user) and user.has_perm("contact.handle_inquiry")


def may_export_inquiries(user: User | AnonymousUser) -> bool:
    return may_read_inquiries(user) and user.has_perm("contact.export_inquiry")


def may_erase_inquiries(user: User | AnonymousUser) -> bool:
    return may_read_inquiries(user) and user.has_perm("contact.erase_inquiry")


def inquiry_rights() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="contact", codename__in=RIGHTS)
