"""The public addresses of the policy, each in both languages."""

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from cluster_cms import clock
from cluster_cms.pages import BasePage
from policy import presentation


class PublicRoutes(RoutablePageMixin, BasePage):
    """What visitors and programs may ask of the policy page."""

    class Meta:
        abstract = True

    @path("")
    def text_in_force(self, request: HttpRequest) -> HttpResponse:
        """Show the revision in force now."""
        return self.render(request, context_overrides=presentation.current(self, at=clock.now()))

    @path("history/", name="history")
    def history(self, request: HttpRequest) -> HttpResponse:
        """List all revisions, newest first."""
        context = presentation.history(self, at=clock.now())
        return self.render(request, template="policy/history.html", context_overrides=context)

    @path("v/<int:number>/", name="revision")
    def one_revision(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show a revision at its permanent address."""
        context = presentation.one(self, number, at=clock.now())
        if context is None:
            raise Http404
        return self.render(request, template="policy/revision.html", context_overrides=context)
