"""Who may do what with inquiries, and the permissions of the groups; permissions on the contact page are separate."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import QuerySet

from cluster_cms.security.accounts import DESK, PRIVACY, User, grant, is_member

BACKEND = "django.contrib.auth.backends.ModelBackend"
PERMISSIONS = (
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
TEMPLATE_PERMISSIONS = ("add_replytemplate", "change_replytemplate", "delete_replytemplate", "view_replytemplate")
PRIVACY_ONLY = ("view_inquiry_audit", "manage_retention", "view_transfer")


def may_see_inquiries(user: User | AnonymousUser) -> bool:
    """Tell whether somebody may see the list of inquiries, with names masked."""
    return user.has_perm("contact.view_inquiry")


def may_read_inquiries(user: User | AnonymousUser) -> bool:
    """Tell whether somebody may open inquiries and read them."""
    return may_see_inquiries(user) and user.has_perm("contact.reveal_inquiry")


def may_handle_inquiries(user: User | AnonymousUser) -> bool:
    """Tell whether somebody may change status, assignee and notes of inquiries."""
    return may_read_inquiries(user) and user.has_perm("contact.handle_inquiry")


def may_reply_to_inquiries(user: User | AnonymousUser) -> bool:
    return may_read_inquiries(user) and user.has_perm("contact.reply_inquiry")


def colleagues() -> QuerySet[User]:
    """Return the active accounts that may work on inquiries, by name."""
    permitted = get_user_model().objects.with_perm("contact.handle_inquiry", backend=BACKEND)
    keys = [account.pk for account in permitted if may_handle_inquiries(account)]
    return User.objects.filter(pk__in=keys).order_by("last_name", "first_name", "username")


def may_keep_templates(user: User | AnonymousUser) -> bool:
    """Tell whether somebody may add, change and delete reply templates."""
    return user.has_perms([f"contact.{codename}" for codename in TEMPLATE_PERMISSIONS])


def may_export_inquiries(user: User | AnonymousUser) -> bool:
    return may_see_inquiries(user) and user.has_perm("contact.export_inquiry")


def may_erase_inquiries(user: User | AnonymousUser) -> bool:
    return may_see_inquiries(user) and user.has_perm("contact.erase_inquiry")


def may_remove_correspondence(user: User | AnonymousUser) -> bool:
    """Tell whether somebody may remove a mail, a note or a recorded reply from an inquiry."""
    return may_handle_inquiries(user) and may_erase_inquiries(user)


def may_see_audit(user: User | AnonymousUser) -> bool:
    return user.has_perm("contact.view_inquiry_audit")


def may_manage_retention(user: User | AnonymousUser) -> bool:
    return may_see_inquiries(user) and user.has_perm("contact.manage_retention")


def may_set_retention(user: User | AnonymousUser) -> bool:
    """Tell whether somebody is a privacy officer; a superuser who is none may not."""
    return isinstance(user, User) and may_manage_retention(user) and is_member(user, PRIVACY)


def may_compare_colleagues(user: User | AnonymousUser) -> bool:
    """Tell whether somebody may see the figures of each colleague: the privacy officer. Own ones all may."""
    return may_set_retention(user)


def may_see_transfers(user: User | AnonymousUser) -> bool:
    """Tell whether somebody may read the register of transfers."""
    return user.has_perm("contact.view_transfer")


def inquiry_permissions() -> QuerySet[Permission]:
    """Return the permissions of this app, for the forms of groups in the admin."""
    return Permission.objects.filter(
        content_type__app_label="contact", codename__in=(*PERMISSIONS, *TEMPLATE_PERMISSIONS)
    )


def may_confirm_copies(user: User | AnonymousUser, holder_id: int) -> bool:
    """Tell whether somebody may confirm that an exported file is deleted: its holder, or the privacy officer."""
    return may_see_inquiries(user) and (user.pk == holder_id or may_manage_retention(user))


def grant_permissions() -> None:
    """Grant the permissions of this app to the groups of the desk and of the privacy officer; run by bootstrap_site."""
    of_desk = [codename for codename in PERMISSIONS if codename not in PRIVACY_ONLY]
    for group, codenames in ((DESK, of_desk), (PRIVACY, PERMISSIONS)):
        grant(group, *(f"contact.{codename}" for codename in (*codenames, *TEMPLATE_PERMISSIONS)))
