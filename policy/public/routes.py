"""The public addresses of the policy, each in both languages."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path

from cluster_cms import clock
from cluster_cms.pages.base_page import BasePage
from policy.ledger import revision_status
from policy.ledger.revision_status import stated_items
from policy.public import feeds, json
from policy.public.comparison_page import comparison
from policy.public.history import history
from policy.public.register import Context, Register, consult
from policy.public.revision_pages import current, on, one
from policy.public.upcoming import upcoming


class PublicRoutes(RoutablePageMixin, BasePage):
    """What visitors and programs may ask of the policy page."""

    class Meta:
        abstract = True

    @path("")
    def text_in_force(self, request: HttpRequest) -> HttpResponse:
        """Show the revision in force now."""
        register = self.register()
        return self.page_of(request, register, "policy/policy_page.html", current(register))

    @path("upcoming/", name="upcoming")
    def upcoming(self, request: HttpRequest) -> HttpResponse:
        """Show what is announced and not yet in force."""
        register = self.register()
        return self.page_of(request, register, "policy/upcoming.html", upcoming(register))

    @path("history/", name="history")
    def history(self, request: HttpRequest) -> HttpResponse:
        """List all revisions, newest first."""
        register = self.register()
        return self.page_of(request, register, "policy/history.html", history(register))

    @path("v/<int:number>/", name="revision")
    def one_revision(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show a revision at its permanent address."""
        register = self.register()
        return self.page_of(request, register, "policy/revision.html", one(register, number))

    @re_path(r"^on/(\d{4}-\d{2}-\d{2})/$", name="on")
    def revision_on(self, request: HttpRequest, day: str) -> HttpResponse:
        """Show the revision that was in force at the end of a day in Tokyo."""
        register = self.register()
        return self.page_of(request, register, "policy/revision.html", on(register, date_of(day)))

    @path("compare/", name="pick")
    def pick(self, request: HttpRequest) -> HttpResponse:
        """Lead from the two chosen revisions to their comparison; without a choice, to the latest change."""
        register = self.register()
        chosen = chosen_pair(request, register)
        table = request.GET.get("view") == "table"
        return redirect(register, register.addresses.comparison(*chosen, table=table))

    @path("compare/<int:old>..<int:new>/", name="comparison")
    def comparison(self, request: HttpRequest, old: int, new: int) -> HttpResponse:
        """Compare two revisions, as marked text or as a table (新旧対照表)."""
        register = self.register()
        wishes = {"table": request.GET.get("view") == "table", "show_all": request.GET.get("all") == "1"}
        if old > new:
            return redirect(register, register.addresses.comparison(new, old, **wishes))
        context = comparison(register, old, new, **wishes)
        return self.page_of(request, register, "policy/comparison.html", context)

    @path("history.json/", name="history_json")
    def history_json(self, request: HttpRequest) -> HttpResponse:
        """Give the whole chain to programs, without the texts."""
        register = self.register()
        return fresh(json.history(register), register)

    @path("v/<int:number>.json/", name="revision_json")
    def revision_json(self, request: HttpRequest, number: int) -> HttpResponse:
        """Give one revision to programs, with its text and everything its hash covers."""
        register = self.register()
        response = json.revision(register, number)
        if response is None:
            raise Http404
        return fresh(response, register)

    @path("feed.atom/", name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """Tell programs of announcements, of their coming into force, and of withdrawals."""
        register = self.register()
        return fresh(feeds.feed(register), register)

    @path("item/<int:number>/", name="item")
    def item(self, request: HttpRequest, number: int) -> HttpResponse:
        """Lead to the clause that states one of the promised items, whatever its number in the text in force is."""
        register = self.register()
        stated = dict(stated_items(register.in_force.revision)) if register.in_force else {}
        if number not in stated:
            raise Http404
        return redirect(register, f"{register.addresses.current}#{stated[number]}")

    def register(self) -> Register:
        return consult(self, at=clock.now())

    def page_of(self, request: HttpRequest, register: Register, template: str, context: Context | None) -> HttpResponse:
        """Print a page; nothing to print means that there is no such address."""
        if context is None:
            raise Http404
        response = self.render(request, template=template, context_overrides=context)
        response.headers["Link"] = json.link_header(register, context.get("standing"))
        return fresh(response, register)


def fresh(response: HttpResponse, register: Register) -> HttpResponse:
    return revision_status.limit_caching(response, until=register.next_change)


def redirect(register: Register, address: str) -> HttpResponse:
    return fresh(HttpResponseRedirect(address), register)


def date_of(text: str) -> date:
    """Return the date of an address; one that is not in the calendar is no address."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


def chosen_pair(request: HttpRequest, register: Register) -> tuple[int, int]:
    """Return the numbers that the form sent, the older one first."""
    chosen = [request.GET.get(name, "") for name in ("from", "to")]
    if all(number.isascii() and number.isdigit() and len(number) < 10 for number in chosen):
        first, second = sorted(map(int, chosen))
        return first, second
    newest: Any = next((one for one in register.standings if one.before), None)
    if newest is None or any(chosen):
        raise Http404
    return newest.before.number, newest.revision.number
