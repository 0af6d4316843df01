"""The one screen of a document: what it is, and its next revision, which is a file with date and note."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from cluster_cms import clock
from cluster_cms.pages.pictures.audience import tell
from cluster_cms.security.accounts import User
from cluster_cms.text.day_fields import DayField
from library.models import DocumentRevision, LibraryDocument, RevisionLanguage
from library.text.file_types import refuse_size
from library.uploads import Particulars, Upload, add_revision, read_upload, withdraw

ABOUT_A_FILE = ("language", "dated", "expires_on", "note_ja", "note_en")
FILE_HELP = gettext_lazy("PDF, Word, Excel, PowerPoint, ZIP, DXF or STEP. Empty: no new revision.")


class RevisionFileField(forms.FileField):
    """A file that the library takes, read once as an `Upload`; what is wrong with it is said at the field."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        file: Any = super().clean(data, initial)
        if not file:
            return None
        refuse_size(file.size or 0)
        return read_upload(str(file.name), file.read())


class DocumentForm(WagtailAdminModelForm):
    """Wagtail's form of a document, and the fields of its next revision."""

    file = RevisionFileField(label=gettext_lazy("File"), required=False, help_text=FILE_HELP)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), required=False, choices=[("", "—"), *RevisionLanguage.choices]
    )
    dated = DayField(label=gettext_lazy("Date of the revision"), required=False)
    expires_on = DayField(label=gettext_lazy("Valid until"), required=False)
    note_ja = forms.CharField(
        label=gettext_lazy("What is new, Japanese"), required=False, max_length=300, widget=forms.Textarea({"rows": 2})
    )
    note_en = forms.CharField(
        label=gettext_lazy("What is new, English"), required=False, max_length=300, widget=forms.Textarea({"rows": 2})
    )
    withdrawn = forms.ModelChoiceField(
        DocumentRevision.objects.none(),
        label=pgettext_lazy("field", "Withdraw a revision"),
        required=False,
        help_text=gettext_lazy("It stays in the list, its file can no longer be had. This cannot be undone."),
    )

    class Meta:
        model = LibraryDocument
        fields = "__all__"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "withdrawn" in self.fields:
            standing = DocumentRevision.objects.filter(document_id=self.instance.pk, withdrawn_on=None)
            choice: Any = self.fields["withdrawn"]
            choice.queryset = standing if self.instance.pk else DocumentRevision.objects.none()
            choice.label_from_instance = label_of
        if "owner" in self.fields:
            people: Any = self.fields["owner"]
            people.queryset = User.objects.filter(is_active=True).order_by("username")
        if self.instance.pk and "name" in self.fields:
            self.fields["name"].disabled = True

    def clean(self) -> dict[str, Any]:
        """Check what belongs together, each fault at its field."""
        values: dict[str, Any] = super().clean() or {}
        upload: Upload | None = values.get("file")
        if upload:
            self.check_revision(upload, values)
        elif "file" not in self.errors:
            for name in ABOUT_A_FILE:
                if values.get(name):
                    self.add_error("file", _("Choose the file of the revision: date, language and note belong to it."))
                    break
        return values

    def check_revision(self, upload: Upload, values: dict[str, Any]) -> None:
        """Require language and date; refuse a file that stands there already, and days that cannot be meant."""
        for name in ("language", "dated"):
            if not values.get(name) and name not in self.errors:
                self.add_error(name, _("This belongs to the new file: please fill it in."))
        dated, expires = values.get("dated"), values.get("expires_on")
        if dated and dated > clock.today():
            self.add_error("dated", _("This day is still to come."))
        if dated and expires and expires < dated:
            self.add_error("expires_on", _("This lies before the date of the revision."))
        if same := self.same_file(upload):
            text = _("This is the same file as revision %(number)d, to the last byte.")
            self.add_error("file", ValidationError(text, params={"number": same.number}))

    def same_file(self, upload: Upload) -> DocumentRevision | None:
        if not self.instance.pk:
            return None
        return DocumentRevision.objects.filter(document=self.instance, sha256=upload.sha256, withdrawn_on=None).first()

    def save(self, commit: bool = True) -> Any:
        """Save the document, add the new revision, withdraw the one that was chosen."""
        document = super().save(commit)
        if commit and (upload := self.cleaned_data.get("file")):
            about: dict[str, Any] = {name: self.cleaned_data[name] for name in ABOUT_A_FILE}
            add_revision(document=document, upload=upload, about=Particulars(**about), actor=self.for_user)
            tell(about_text(upload))
        if commit and (revision := self.cleaned_data.get("withdrawn")):
            withdraw(revision=revision, actor=self.for_user)
        return document


def label_of(revision: DocumentRevision) -> str:
    return f"{revision.number} ({revision.dated.isoformat()}, {revision.file_name})"


def about_text(upload: Upload) -> str:
    """Return what the editor should know about the text of a PDF; empty where all of it is found."""
    if upload.suffix != ".pdf":
        return ""
    if upload.text.locked:
        return _("No text found in this PDF: it needs a password, so that visitors cannot open it either.")
    if not upload.text.text:
        return _("No text found in this PDF: the search cannot find what it says. It may be a scan, or damaged.")
    return _("This PDF is long: the search finds the beginning of it.") if upload.text.cut else ""
