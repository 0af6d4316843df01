"""Labels for forms and columns to which the libraries give none: theirs come from field names, always in English."""

from collections.abc import Iterator
from typing import Any

from allauth.mfa.webauthn.forms import EditWebAuthnForm
from django.utils.translation import gettext_lazy, gettext_noop, pgettext_lazy
from wagtail.admin.forms import choosers
from wagtail.sites.views import IndexView
from wagtail.users.views.bulk_actions.assign_role import RoleForm

FORMS = (
    choosers.AnchorLinkChooserForm,
    choosers.EmailLinkChooserForm,
    choosers.ExternalLinkChooserForm,
    choosers.PhoneLinkChooserForm,
    EditWebAuthnForm,
    RoleForm,
)
LABELS = {
    "link_text": gettext_lazy("Link text"),
    "email_address": gettext_lazy("Email address"),
    "subject": pgettext_lazy("mail", "Subject"),
    "body": pgettext_lazy("mail", "Text"),
    "phone_number": gettext_lazy("Telephone number"),
    "name": pgettext_lazy("of an entry", "Name"),
    "role": gettext_lazy("Role"),
}
COLUMNS = {
    "port": gettext_lazy("port"),
    "site_name": gettext_lazy("site name"),
    "root_page": gettext_lazy("root page"),
}
# The form of groups translates the names of these rights, which no catalogue has.
RIGHTS = (gettext_noop("Can publish"),)


def fields() -> Iterator[tuple[str, Any]]:
    for form in FORMS:
        yield from form.base_fields.items()


def install() -> None:
    """Label every such field and column. Neither Wagtail nor allauth has a setting for them."""
    for name, field in fields():
        field.label = field.label or LABELS[name]
    for column in IndexView.columns:
        column.label = COLUMNS.get(column.name, column.label)
