"""The addresses and the menu item of requests."""

from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from cluster_cms.menus import shown_to
from contact.permissions import may_handle_inquiries
from contact.references import PATTERN
from contact.requests import views


class RequestsViewSet(ViewSet):
    """Everything under /admin/requests/."""

    name = "requests"
    icon = "user"
    menu_label = _("Requests about personal data")
    menu_order = 152
    menu_item_class = shown_to(may_handle_inquiries)
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        one = rf"^(?P<asked>{PATTERN})/"
        return [
            path("", views.RegisterView.as_view(), name="index"),
            path("new/", views.NewView.as_view(), name="new"),
            re_path(rf"{one}$", views.OneRequestView.as_view(), name="request"),
            re_path(rf"{one}identity/$", views.ProofsView.as_view(), name="proofs"),
            re_path(rf"{one}paper/$", views.PaperView.as_view(), name="paper"),
            re_path(rf"{one}correct/(?P<inquiry>{PATTERN})/$", views.CorrectView.as_view(), name="correct"),
            re_path(rf"{one}stop/$", views.StopView.as_view(), name="stop"),
            re_path(rf"{one}delete/$", views.DeleteView.as_view(), name="delete"),
            re_path(rf"{one}answer/$", views.AnswerView.as_view(), name="answer"),
        ]
