"""Who may do what with inquiries, and the rights each group is given. A right on the contact page is none of these."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import QuerySet

from cluster_cms.security.accounts import DESK, PRIVACY, User, grant

BACKEND = "django.contrib.auth.backends.ModelBackend"
RIGHTS = (
    "view_inquiry",
    "reveal_inquiry",
    "handle_inquiry",
    "reply_inquiry",
    "export_inquiry",
    "erase_inquiry",
    "view_inquiry_audit",
    "manage_retention",
    "view_transfer",
)
TEMPLATE_RIGHTS = ("add_replytemplate", "change_replytemplate", "delete_replytemplate", "view_replytemplate")
PRIVACY_ALONE = ("view_inquiry_audit", "manage_retention", "view_transfer")


def may_see_inquiries(user: User | AnonymousUser) -> bool:
    """Tell whether somebody may see the list, where names are masked."""
    return user.has_perm("contact.view_inquiry")


def may_read_inquiries(user: User | AnonymousUser) -> bool:
    """Tell whether somebody may open an inquiry and read what was written."""
    return may_see_inquiries(user) and user.has_perm("contact.reveal_inquiry")


def may_handle_inquiries(user: User | AnonymousUser) -> bool:
    return may_read_inquiries(user) and user.has_perm("contact.handle_inquiry")


def may_reply_to_inquiries(user: User | AnonymousUser) -> bool:
    return may_read_inquiries(user) and user.has_perm("contact.reply_inquiry")


def colleagues() -> QuerySet[User]:
    """Return the active people who may work on inquiries."""
    found = get_user_model().objects.with_perm("contact.handle_inquiry", backend=BACKEND)
    able = [person.pk for person in found if may_handle_inquiries(person)]
    return User.objects.filter(pk__in=able).order_by("last_name", "first_name", "username")


def may_keep_templates(user: User | AnonymousUser) -> bool:
    """Tell whether somebody may add, change and delete the texts from which replies are made."""
    return user.has_perms([f"contact.{right}" for right in TEMPLATE_RIGHTS])


def may_export_inquiries(user: User | AnonymousUser) -> bool:
    return may_see_inquiries(user) and user.has_perm("contact.export_inquiry")


def may_erase_inquiries(user: User | AnonymousUser) -> bool:
    return may_see_inquiries(user) and user.has_perm("contact.erase_inquiry")


def may_see_audit(user: User | AnonymousUser) -> bool:
    return user.has_perm("contact.view_inquiry_audit")


def may_manage_retention(user: User | AnonymousUser) -> bool:
    return may_see_inquiries(user) and user.has_perm("contact.manage_retention")


def may_see_transfers(user: User | AnonymousUser) -> bool:
    """Tell whether somebody may read the register of who received which data."""
    return user.has_perm("contact.view_transfer")


def inquiry_rights() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="contact", codename__in=(*RIGHTS, *TEMPLATE_RIGHTS))


def may_confirm_copies(user: User | AnonymousUser, holder_id: int) -> bool:
    """Tell whether somebody may say that an exported file is deleted: who made it, or the privacy officer."""
    return may_see_inquiries(user) and (user.pk == holder_id or may_manage_retention(user))


def give_rights() -> None:
    """Let the desk and the privacy officer work with inquiries; nobody else gets a right here."""
    for group, rights in ((DESK, [right for right in RIGHTS if right not in PRIVACY_ALONE]), (PRIVACY, RIGHTS)):
        grant(group, *(f"contact.{right}" for right in (*rights, *TEMPLATE_RIGHTS)))
