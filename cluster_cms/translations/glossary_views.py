"""The screens of the terms of the company, and the right of marketing to keep them."""

from wagtail.admin.viewsets.model import ModelViewSet

from cluster_cms.security.accounts import MARKETING, grant
from cluster_cms.translations.glossary import GlossaryTerm


class GlossaryViewSet(ModelViewSet):
    """A table of two columns: what things are called in Japanese and in English.

    Kept by marketing; the translation desk and the question before publishing read it.
    """

    model = GlossaryTerm
    name = "terms"
    icon = "openquote"
    add_to_settings_menu = True
    menu_order = 900
    copy_view_enabled = False
    inspect_view_enabled = False
    form_fields = ["name_ja", "name_en"]
    list_display = ["name_ja", "name_en"]
    search_fields = ["name_ja", "name_en"]


def give_term_rights() -> None:
    """Let marketing keep the terms; for the hook `register_bootstrap`."""
    grant(MARKETING, *(f"cluster_cms.{right}_glossaryterm" for right in ("add", "change", "delete")))
