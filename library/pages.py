"""The page of the library: a list of documents, and below it each document, its revisions and their files."""

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.search import index

from cluster_cms.pages.absolute import absolute
from cluster_cms.pages.base_page import BasePage
from cluster_cms.pages.content_stamp import per_stamp
from cluster_cms.pages.inquiry_topics import find_topics
from cluster_cms.pages.languages import active_language, paired
from cluster_cms.pages.sites import linkable
from library.models import DocumentRevision, LibraryDocument, with_revisions
from library.public.delivery import deliver
from library.public.listing import Row, listing


class LibraryPage(RoutablePageMixin, BasePage):
    """All documents of the library, in the language of the page."""

    lead = models.TextField(_("lead"), max_length=200, blank=True, help_text=_("One or two sentences under the title."))

    content_panels = [*BasePage.content_panels, FieldPanel("lead")]
    search_fields = [*BasePage.search_fields, index.SearchField("lead")]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    visitor_name = pgettext_lazy("result", "Documents")
    page_description = _("Lists the documents of the library by itself.")

    class Meta:
        verbose_name = _("document library")

    def summary(self, language: str | None = None) -> str:
        return super().summary(language) or self.lead

    @path("")
    def all_documents(self, request: HttpRequest) -> HttpResponse:
        """Show the documents that are asked for, at the one clean address of a question."""
        context = listing(request.GET, self.url)
        if context["address"] != request.META.get("QUERY_STRING", ""):
            return redirect(f"{request.path}?{context['address']}".rstrip("?"))
        return self.render(request, context_overrides=context)

    @path("<slug:name>/")
    def one_document(self, request: HttpRequest, name: str) -> HttpResponse:
        document = public_document(name)
        return self.render_revision(request, document, document.newest(active_language()))

    @path("<slug:name>/latest/")
    def latest(self, request: HttpRequest, name: str) -> HttpResponse:
        """Lead to the file of the newest revision in the language of the address."""
        newest = public_document(name).newest(active_language())
        if newest is None:
            raise Http404
        return HttpResponseRedirect(f"{self.url}{name}/{newest.number}/file/")

    @path("<slug:name>/<int:number>/")
    def one_revision(self, request: HttpRequest, name: str, number: int) -> HttpResponse:
        document = public_document(name)
        return self.render_revision(request, document, numbered(document, number), pinned=True)

    @path("<slug:name>/<int:number>/file/")
    def file(self, request: HttpRequest, name: str, number: int) -> HttpResponseBase:
        """Deliver the file of one revision."""
        revision = numbered(public_document(name), number)
        return deliver(request, revision, canonical=absolute(f"{self.url}{name}/"))

    def render_revision(
        self, request: HttpRequest, document: LibraryDocument, revision: DocumentRevision | None, pinned: bool = False
    ) -> HttpResponse:
        """Show a document with one of its revisions; `pinned` where the address names the revision."""
        if revision is None:
            raise Http404
        title, address = paired(document, "title"), f"{self.url}{document.name}/"
        steps = [(title, address), (revision_name(revision), None)] if pinned else [(title, None)]
        context = {
            "document": document,
            "row": Row(document, revision, address),
            "present": [one.number for one in document.present],
            "pinned": pinned,
            "canonical": absolute(address),
            "crumbs": steps,
            "about": find_topics(document.products.values_list("key", flat=True), active_language()),
        }
        return self.render(request, context_overrides=context, template="library/document.html")

    def has_below(self, path: str) -> bool:
        """Tell whether there is such a document: every one has a page in both languages."""
        return LibraryDocument.objects.filter(name=path.split("/")[0], shown=True).exists()


def revision_name(revision: DocumentRevision) -> str:
    return _("Revision %(number)d") % {"number": revision.number}


def public_document(name: str) -> LibraryDocument:
    """Return a document that visitors may see. Raises Http404."""
    document = with_revisions().filter(name=name).first()
    if document is None:
        raise Http404
    for revision in document.all_revisions:
        revision.document = document  # which its file asks for, with all its revisions
    return document


def numbered(document: LibraryDocument, number: int) -> DocumentRevision:
    """Return a revision of a document by its number. Raises Http404."""
    found = next((one for one in document.all_revisions if one.number == number), None)
    if found is None:
        raise Http404
    return found


@per_stamp
def library_page(language: str) -> LibraryPage | None:
    """Return the public page of the library in a language."""
    pages = LibraryPage.objects.live().filter(locale__language_code=language)
    return linkable(pages).first()
