"""The screen on which marketing takes products from an Excel file, and the file of all products.

The file is checked twice: when it is chosen, and when what it would do is confirmed, for somebody may have changed a
product meanwhile. Between the two it waits in the form, not on the server.
"""

from base64 import b64decode, b64encode
from binascii import Error
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from cluster_cms import clock
from cluster_cms.security.accounts import User
from cluster_cms.views.staff import PermittedScreen, signed_in_user
from products.exchange.applying import apply
from products.exchange.checking import Checker, Plan
from products.exchange.lines import all_lines
from products.exchange.workbook import Unreadable, read, write

LARGEST = 5 * 1024 * 1024  # bytes of the file
SHOWN = 200  # faults, and changed products, that a page lists
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RIGHTS = ("products.add_product", "products.change_product", "products.publish_product")


def may_exchange(user: User | AnonymousUser) -> bool:
    """Return whether an account may add, change and publish products."""
    return user.is_active and user.has_perms(RIGHTS)


class ImportView(PermittedScreen):
    """Choose a file, see line by line what is wrong or what would change, and confirm."""

    template_name = "products/admin/import.html"
    page_title = gettext_lazy("Products from Excel")
    header_icon = "upload"
    question = staticmethod(may_exchange)

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            content = sent_file(request)
            plan = Checker(read(content)).check()
        except Unreadable as reason:
            return self.show(422, refused=str(reason))
        if plan.faults:
            return self.show(422, faults=plan.faults[:SHOWN], more=max(0, len(plan.faults) - SHOWN))
        if request.POST.get("plan") == plan.digest():
            return self.carry_out(request, plan)
        changed_meanwhile = "plan" in request.POST
        return self.show(409 if changed_meanwhile else 200, meanwhile=changed_meanwhile, **self.outlook(plan, content))

    def show(self, status: int, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context), status=status)

    def outlook(self, plan: Plan, content: bytes) -> dict[str, Any]:
        """Return what the page prints of a plan without faults."""
        return {
            "plan": plan,
            "new": plan.new[:SHOWN],
            "changed": plan.changed[:SHOWN],
            "content": b64encode(content).decode(),
            "digest": plan.digest(),
        }

    def carry_out(self, request: HttpRequest, plan: Plan) -> HttpResponse:
        apply(plan, actor=signed_in_user(request))
        words = {"new": len(plan.new), "changed": len(plan.changed)}
        messages.success(request, _("Taken in: %(new)d new products, %(changed)d changed ones.") % words)
        return redirect("products_import")


def sent_file(request: HttpRequest) -> bytes:
    """Return the file of a form, chosen now or sent along by the page before. Raises Unreadable."""
    if chosen := request.FILES.get("file"):
        if (chosen.size or 0) > LARGEST:
            raise Unreadable(_("The file is larger than 5 MB."))
        return bytes(chosen.read())
    try:
        content = b64decode(request.POST.get("content", ""), validate=True)
    except (Error, ValueError) as error:
        raise Unreadable(_("Choose a file.")) from error
    if not content or len(content) > LARGEST:
        raise Unreadable(_("Choose a file."))
    return content


@require_safe
def export_products(request: HttpRequest) -> HttpResponse:
    """Return all products as the file that can be taken in again."""
    if not may_exchange(request.user):
        raise PermissionDenied
    name = f"products-{clock.today():%Y%m%d}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(all_lines()), content_type=XLSX, headers=headers)


def urls() -> list[URLPattern]:
    """Return the addresses below /admin/; for the hook `register_admin_urls`."""
    return [
        path("products/excel/", ImportView.as_view(), name="products_import"),
        path("products/excel/file/", export_products, name="products_export"),
    ]
