"""The form that takes documents: the content decides, and the name follows it."""

from typing import Any

from django.utils.html import format_html
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm

from cluster_cms.pages.documents.document_kinds import document_name
from cluster_cms.pages.documents.findings import describe_findings
from cluster_cms.pages.documents.stored_documents import tell_name


class DocumentField(WagtailDocumentField):
    """Wagtail's, which then checks the document under the name that fits its content."""

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file:
            fitting = document_name(file.name, file.read())
            tell_name(file.name, fitting)
            file.name = fitting
            file.seek(0)
        return file


class DocumentForm(BaseDocumentForm):
    """Wagtail's form for a document; says what else visitors can read in it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if file := self.fields.get("file"):
            self.fields["file"] = DocumentField(label=file.label, widget=file.widget, required=file.required)
        if self.instance.pk and (sentence := describe_findings(self.instance.findings)):
            shown = self.fields.get("file") or self.fields["title"]
            shown.help_text = format_html("{} {}", sentence, shown.help_text)
