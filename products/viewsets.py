"""The screens of marketing for products and their dictionary."""

from collections.abc import Callable
from typing import Any

from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.snippets import CreateView as SnippetCreateView
from wagtail.snippets.views.snippets import DeleteView as SnippetDeleteView
from wagtail.snippets.views.snippets import EditView as SnippetEditView
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cluster_cms.views.staff import shown_to
from cluster_cms.views.writing_checks import add_writing_checks
from products.exchange.views import may_exchange
from products.models import Application, Family, Product, Property


def unless_used(view: Any, form: Any, delete: Callable[[Any], HttpResponse]) -> HttpResponse:
    """Delete a record, or say by what it is used."""
    try:
        return delete(form)
    except ProtectedError as error:
        used_by = ", ".join(sorted({str(getattr(one, "product", one)) for one in error.protected_objects})[:10])
        messages.error(view.request, _("It is used and stays: %(records)s") % {"records": used_by})
        return redirect(view.request.path)


class RemoveView(DeleteView):
    """Deletes a record of the dictionary that nothing uses."""

    def form_valid(self, form: Any) -> HttpResponse:
        return unless_used(self, form, super().form_valid)


class RemoveProductView(SnippetDeleteView):
    """Deletes a product that no page and no other product names."""

    def form_valid(self, form: Any) -> HttpResponse:
        return unless_used(self, form, super().form_valid)


class AddProductView(SnippetCreateView):
    """Adds a product, with the checks of writing beside the form."""

    def get_side_panels(self) -> Any:
        return add_writing_checks(self, super().get_side_panels())


class EditProductView(SnippetEditView):
    """Edits a product, with the checks of writing beside the form."""

    def get_side_panels(self) -> Any:
        return add_writing_checks(self, super().get_side_panels())


class DictionaryViewSet(ModelViewSet):
    """Base of the screens of the dictionary: records with a key and two names."""

    list_display = ["name_ja", "name_en", "key"]
    search_fields = ["name_ja", "name_en", "key"]
    delete_view_class = RemoveView
    copy_view_enabled = False


class PropertyViewSet(DictionaryViewSet):
    """What products are measured by."""

    model = Property
    icon = "list-ul"
    menu_label = pgettext_lazy("menu", "Properties")
    finder_column = BooleanColumn("in_finder", label=gettext_lazy("in the finder"), sort_key="in_finder")
    list_display = ["name_ja", "name_en", "symbol", "unit", finder_column, "key"]
    list_filter = ["unit_family", "in_finder"]


class FamilyViewSet(DictionaryViewSet):
    """Groups of products."""

    model = Family
    icon = "folder-open-inverse"
    menu_label = pgettext_lazy("menu", "Product families")


class ApplicationViewSet(DictionaryViewSet):
    """What products are used for."""

    model = Application
    icon = "tag"
    menu_label = pgettext_lazy("menu", "Applications")


class ProductViewSet(SnippetViewSet):
    """Products, with drafts and history."""

    model = Product
    icon = "pick"
    menu_label = pgettext_lazy("menu", "Products and figures")
    list_display = ["name_ja", "name_en", "family", "status", "key"]
    list_filter = ["family", "status"]
    list_per_page = 50
    add_view_class = AddProductView
    edit_view_class = EditProductView
    delete_view_class = RemoveProductView
    copy_view_enabled = False


class ProductGroup(SnippetViewSetGroup):
    """The menu item of products."""

    items = (ProductViewSet, PropertyViewSet, FamilyViewSet, ApplicationViewSet)
    menu_label = gettext_lazy("Products")
    menu_icon = "pick"
    menu_order = 150

    def get_submenu_items(self) -> list[Any]:
        label = gettext_lazy("Products from Excel")
        return [
            *super().get_submenu_items(),
            shown_to(may_exchange)(label, reverse("products_import"), icon_name="upload"),
        ]
