"""Checks a document where it is written into the storage, whichever way it came, and keeps what was found in it."""

from pathlib import PurePath
from typing import Any

from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from cluster_cms.pages.documents.document_kinds import document_name
from cluster_cms.pages.documents.findings import describe_findings, findings_of
from cluster_cms.pages.pictures.audience import tell


class DocumentFieldFile(FieldFile):
    """The file of a document. Raises ValidationError for what the site does not offer."""

    def save(self, name: str, content: Any, save: bool = True) -> None:
        content.seek(0)
        data = content.read()
        content.seek(0)
        fitting = document_name(name, data)
        document: Any = self.instance
        document.findings = findings_of(data, PurePath(fitting).suffix.lower())
        tell(describe_findings(document.findings))
        super().save(fitting, content, save)


def tell_name(given: str, fitting: str) -> None:
    """Say that a document got the suffix that fits its content."""
    if fitting != given:
        tell(_("The file is now called %(name)s, for that is what it holds.") % {"name": fitting})
