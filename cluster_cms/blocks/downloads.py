"""The block with documents to download; what a document is, and how it is shown, is the library's matter."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import ListBlock, StructBlock
from wagtail.snippets.blocks import SnippetChooserBlock


class DownloadsBlock(StructBlock):
    """Documents of the library, each in its newest revision."""

    documents = ListBlock(
        SnippetChooserBlock("library.LibraryDocument", label=pgettext_lazy("library", "Document")),
        label=pgettext_lazy("library", "Documents"),
        min_num=1,
        max_num=20,
    )

    class Meta:
        icon = "download"
        label = _("Downloads")
        group = _("Ways on")
        description = _("Documents of the library with type, size, language and newest revision.")
        template = "library/downloads.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value: dict[str, list[Any]] = {"documents": []}

    def get_preview_value(self) -> Any:
        """Return two documents that are there."""
        chooser = self.child_blocks["documents"].child_block
        return self.normalize({"documents": list(chooser.target_model.objects.filter(shown=True)[:2])})
