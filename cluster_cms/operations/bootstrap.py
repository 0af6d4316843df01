"""Creates what a site needs before its first page: locales, groups and each app's part (hook `register_bootstrap`)."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail import hooks
from wagtail.models import Collection, GroupCollectionPermission, Locale

from cluster_cms.pages.languages import LANGUAGES
from cluster_cms.security.accounts import DESK, LEGAL, MARKETING, PRIVACY, grant, make_groups

# Wagtail's sample groups would give rights that no role of ours has.
SAMPLE_GROUPS = ("Editors", "Moderators")
# Wagtail asks for the rights on its own picture and document models, whichever ones a site uses.
MEDIA_RIGHTS = [f"{verb}_{kind}" for kind in ("image", "document") for verb in ("add", "change", "choose")]


def bootstrap_site() -> None:
    """Create locales, groups, rights and each app's part where they are missing, in one transaction."""
    with transaction.atomic():
        for language in LANGUAGES:
            Locale.objects.get_or_create(language_code=language)
        if not Group.objects.filter(name=MARKETING).exists():  # a fresh site, not a live one
            Group.objects.filter(name__in=SAMPLE_GROUPS).delete()
        make_groups()
        grant_media()
        # Operator and desk are stored with each revision of the policy, so legal changes them.
        grant(LEGAL, "cluster_cms.change_companysettings", "cluster_cms.change_desksettings")
        # The mails speak of personal data, so the privacy officer words them.
        grant(DESK, "cluster_cms.resend_mail")
        grant(PRIVACY, "cluster_cms.resend_mail", "cluster_cms.change_mailtext")
        for prepare in hooks.get_hooks("register_bootstrap"):
            prepare()


def grant_media() -> None:
    """Let marketing add, change and use pictures and documents."""
    group = Group.objects.get(name=MARKETING)
    root = Collection.get_first_root_node()
    for permission in Permission.objects.filter(codename__in=MEDIA_RIGHTS):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
