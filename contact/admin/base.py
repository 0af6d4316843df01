"""What all screens of the desk share: the permission they ask, and breadcrumbs that begin at the inbox."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from cluster_cms.security.accounts import User
from cluster_cms.views.staff import Breadcrumb, StaffScreen
from contact.models import Inquiry, InquiryQuerySet
from contact.permissions import may_read_inquiries, may_see_inquiries

INBOX = reverse_lazy("inquiries:index")


class DeskView(View):
    """Asks its question before anything is looked up; Wagtail turns the refusal into its usual one."""

    question: Callable[[User | AnonymousUser], bool] = staticmethod(may_see_inquiries)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.question(request.user):
            raise PermissionDenied
        try:
            response = super().dispatch(request, *args, **kwargs)
        except Inquiry.DoesNotExist as error:  # deleted by a colleague between two clicks
            raise Http404 from error
        response["Cache-Control"] = "no-store"
        return response

    @property
    def person(self) -> User:
        """Return who sits at this screen."""
        if not isinstance(self.request.user, User):
            raise PermissionDenied
        return self.request.user

    @property
    def inquiries(self) -> InquiryQuerySet:
        """Return the inquiries that the person at this screen may touch; every look-up starts here."""
        return Inquiry.objects.all()


class OneInquiryView(DeskView):
    """Base of the screens of one inquiry, which the address names by its reference."""

    question = staticmethod(may_read_inquiries)

    @cached_property
    def inquiry(self) -> Inquiry:
        found = self.inquiries.select_related("policy_revision")
        return get_object_or_404(found, reference=self.kwargs["reference"])


class DeskScreen(StaffScreen, DeskView):
    """A screen that is reached from the inbox."""

    def breadcrumbs(self) -> Breadcrumb:
        return [(str(INBOX), _("Inquiries"))]


class InquiryScreen(DeskScreen, OneInquiryView):
    """Frame of the screens of one inquiry: its title is the reference, never a name."""

    header_icon = "mail"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        return self.render_to_response(self.get_context_data(inquiry=self.inquiry))

    def get_page_title(self) -> str:
        return self.inquiry.reference
