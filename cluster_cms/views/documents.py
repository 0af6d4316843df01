"""Serves documents under names that keep their letters: Wagtail's view, whose header would read kanji as Chinese."""

import unicodedata

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.documents.views.serve import serve

from cluster_cms.text.file_names import content_disposition
from cluster_cms.views.byte_ranges import answer_range


def serve_document(request: HttpRequest, document_id: str, name: str) -> HttpResponseBase:
    """Serve a document that is named in its address; in ASCII it is called document-12 where its name cannot be read.

    A name in decomposed letters, as a Mac may send it, is the same name.
    """
    name = unicodedata.normalize("NFC", name)
    response: HttpResponseBase = serve(request, document_id, name)
    if header := response.headers.get("Content-Disposition"):
        attachment = header.startswith("attachment")
        response.headers["Content-Disposition"] = content_disposition(
            name, attachment=attachment, neutral=f"document-{document_id}"
        )
    is_video = response.headers.get("Content-Type", "").startswith("video/")
    return answer_range(request, response) if is_video else response
