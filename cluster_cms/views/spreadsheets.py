"""Wagtail's exports and imports of lists, as our own are: one writer of CSV, Tokyo time, one language, text as text.

Wagtail has no setting for this, so the methods of its mixin are replaced when the site starts. A test fails when a new
version changes what they replace, or overrides them in a view.
"""

import codecs
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from django.contrib.admin.utils import label_for_field
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateTimeField
from django.http import StreamingHttpResponse
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.contrib.redirects import base_formats

from cluster_cms.clock import TOKYO
from cluster_cms.text.csv_cells import CSV_TYPE, csv_file

BATCH = 500  # rows that are looked up and written at a time
# Where Wagtail gives none, or one that was translated when its module was read.
HEADINGS = {
    "old_path": pgettext_lazy("report", "Old address"),
    "link": pgettext_lazy("report", "New address"),
    "get_is_permanent_display": pgettext_lazy("report", "Kind"),
    "site": pgettext_lazy("report", "Site"),
    "last_published_at": pgettext_lazy("report", "Last published"),
    "last_published_by_user": pgettext_lazy("report", "Last published by"),
    "locked_by": pgettext_lazy("report", "Locked by"),
    "label": pgettext_lazy("report", "Title"),
    "action": pgettext_lazy("report", "Action"),
    "timestamp": pgettext_lazy("report", "Time"),
    "content_object": pgettext_lazy("report", "Title"),
    "content_object.pk": pgettext_lazy("report", "Number"),
    "content_object.__str__": pgettext_lazy("report", "Title"),
    "content_type": pgettext_lazy("report", "Kind"),
    "requested_by": pgettext_lazy("report", "Requested by"),
    "started_at": pgettext_lazy("report", "Started"),
    "finished_at": pgettext_lazy("report", "Ended"),
    "finished_by": pgettext_lazy("report", "Ended by"),
}
READ_AS = ("utf-8-sig", "cp932")  # what Excel writes as "CSV UTF-8" and, in Japan, as "CSV"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # what Excel writes as "Unicode text"


def tokyo_naive(moment: datetime) -> datetime:
    return moment.astimezone(TOKYO).replace(tzinfo=None) if moment.tzinfo else moment


class ListExport(SpreadsheetExportMixin):
    """The methods and data that replace those of Wagtail's mixin."""

    custom_value_preprocess = {
        datetime: {"csv": tokyo_naive, "xlsx": tokyo_naive},
        **{kinds: of for kinds, of in SpreadsheetExportMixin.custom_value_preprocess.items() if kinds is not datetime},
    }

    def get_heading(self, queryset: Any, field: str) -> str:
        """Return the heading of a column in the active language; that of a time says in which zone it is."""
        model = getattr(queryset, "model", None) or (self.filterset_class and self.filterset_class._meta.model)
        own = HEADINGS.get(field.removeprefix("workflow_state."))
        heading = own or self.export_headings.get(field) or label_of(model, field)
        return _("%(heading)s (JST)") % {"heading": heading} if is_time(model, field) else str(heading)

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        headings = [self.get_heading(queryset, field) for field in self.list_export]
        rows = (list(self.cells(item, self.FORMAT_CSV)) for item in queryset)
        return csv_file(headings, iter(lambda: list(islice(rows, BATCH)), []))

    def write_csv_response(self, queryset: Any) -> StreamingHttpResponse:
        disposition = {"Content-Disposition": f'attachment; filename="{self.get_filename()}.csv"'}
        return StreamingHttpResponse(self.stream_csv(queryset), content_type=CSV_TYPE, headers=disposition)

    def write_xlsx(self, queryset: Any, output: BinaryIO) -> None:
        write = import_string("cluster_cms.text.workbooks.write_workbook")  # openpyxl takes 5 MiB and 0.15 s
        headings = [self.get_heading(queryset, field) for field in self.list_export]
        write(_("List"), headings, (self.cells(item, self.FORMAT_XLSX) for item in queryset), output)

    def cells(self, item: Any, form: str) -> Iterator[Any]:
        """Yield the values of a row as the view prepares them for a format."""
        for field, value in self.to_row_dict(item).items():
            yield self.preprocess_field_value(field, value, form)


def label_of(model: Any, field: str) -> str:
    try:
        return capfirst(str(label_for_field(field, model)))
    except (AttributeError, FieldDoesNotExist):
        return field


def is_time(model: Any, field: str) -> bool:
    """Tell whether a column holds moments."""
    try:
        return isinstance(model._meta.get_field(field), DateTimeField)
    except (AttributeError, FieldDoesNotExist):
        return False


class UnknownEncoding(UnicodeDecodeError):
    """A text file in none of the encodings that are read; says what to do instead."""

    def __str__(self) -> str:
        return _("in Excel, save it as “CSV UTF-8”, and import that file")


class CSV(base_formats.CSV):
    """Text with commas, as Excel saves it; the name is the file's extension."""

    def is_binary(self) -> bool:
        return True

    def get_read_mode(self) -> str:
        return "rb"

    def create_dataset(self, data: bytes, delimiter: str = ",") -> Any:
        return super().create_dataset(decoded(data), delimiter)


class TSV(CSV):
    """Text with tabulators."""

    def create_dataset(self, data: bytes, delimiter: str = "\t") -> Any:
        return super().create_dataset(data, delimiter)


def decoded(data: bytes) -> str:
    """Return a text file as text. Raises UnknownEncoding."""
    for encoding in ("utf-16",) if data.startswith(UTF_16) else READ_AS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            refused = error
    raise UnknownEncoding(*refused.args)


def install() -> None:
    """Replace what Wagtail exports and imports lists with."""
    for name in REPLACED:
        setattr(SpreadsheetExportMixin, name, vars(ListExport)[name])
    base_formats.DEFAULT_FORMATS[:] = [CSV, base_formats.XLSX, TSV]


REPLACED = ("custom_value_preprocess", "get_heading", "stream_csv", "write_csv_response", "write_xlsx", "cells")
