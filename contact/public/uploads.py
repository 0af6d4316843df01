"""The files of a form: checked by their content, held encrypted until the form is sent, and found by their tokens."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import filetype
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_cms.pages.documents.document_kinds import LOCKED, refused
from cluster_cms.pages.pictures.picture_cleaning import clean_picture
from contact.inquiries.attachments import file_name, held_files, hold_file
from contact.models import AttachedFile
from contact.text.question_kinds import FILES, FILES_LABEL, UPLOAD
from library.text.file_types import EMPTY, OTHER, UNKNOWN, library_name

PICTURES = ("jpg", "png", "webp", "heic")
LONGEST_SIDE = 12_000  # pixels: a scanned drawing keeps its lines
SUFFIXES = ".pdf,.docx,.xlsx,.pptx,.doc,.xls,.ppt,.zip,.dxf,.step,.stp,.p21,.jpg,.jpeg,.png,.webp,.heic"
HINT = gettext_lazy(
    "Up to %(count)d files of up to %(size)s each: PDF, Word, Excel, PowerPoint, ZIP, DXF, STEP, JPEG, PNG, WebP or "
    "HEIC. What a camera has noted in a picture, such as its place, is removed."
)
NOT_TAKEN = gettext_lazy(
    "This file is %(kind)s. We take PDF, Word, Excel, PowerPoint, ZIP, DXF, STEP, JPEG, PNG, WebP and HEIC."
)
NOT_RECOGNISED = gettext_lazy(
    "This file cannot be recognised. We take PDF, Word, Excel, PowerPoint, ZIP, DXF, STEP, JPEG, PNG, WebP and HEIC."
)
WITH_PASSWORD = gettext_lazy("This file is protected with a password. Please attach it without one.")
OWN_WORDS = ((OTHER, NOT_TAKEN), (UNKNOWN, NOT_RECOGNISED), (LOCKED, WITH_PASSWORD))
TOO_LARGE = gettext_lazy("This file has %(size)s. Each may have up to %(most)s.")


class FilesInput(forms.FileInput):
    """The input of several files."""

    allow_multiple_selected = True


def upload_field() -> forms.FileField:
    hint = str(HINT) % {"count": settings.FORM_FILES, "size": filesizeformat(settings.FORM_FILE_SIZE)}
    widget = FilesInput(attrs={"accept": SUFFIXES, "class": "input"})
    return forms.FileField(label=_("Attach files"), help_text=hint, required=False, widget=widget)


def held_field(held: Iterable[AttachedFile]) -> forms.MultipleChoiceField:
    """Return the check boxes of the files that are held already; who unticks one sends without it."""
    return forms.MultipleChoiceField(
        label=FILES_LABEL,
        help_text=gettext_lazy("Untick what you do not want to send"),
        choices=[(str(one.pk), f"{one.name} ({filesizeformat(one.size)})") for one in held],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


@dataclass
class FormFiles:
    """The files of one POST: those that are held, chosen before or new, and a sentence for each that is not."""

    held: list[AttachedFile] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def take_files(request: HttpRequest, post: QueryDict, *, taken: bool) -> FormFiles:
    """Hold the new files of a POST beside those held before, and name them all in `post`; not `taken`, refuse them."""
    tokens = post.getlist(FILES)
    files = FormFiles(held_files(tokens))
    if len(files.held) < len(tokens):
        files.problems.append(_("A file was kept for one hour, and is gone. Please attach it again."))
    for name in post.getlist(UPLOAD):  # only its name came: by a form that was given back, or a program
        files.problems += [not_kept(name)] if name.strip() else []
    for upload in request.FILES.getlist(UPLOAD):
        take_file(upload, files, taken=taken)
    post.setlist(FILES, [str(one.pk) for one in files.held])
    return files


def files_not_held(request: HttpRequest) -> FormFiles:
    """Return the files of a POST that is not taken: those held before, and that the new ones were not kept."""
    names = [upload.name or "" for upload in request.FILES.getlist(UPLOAD)]
    return FormFiles(held_files(request.POST.getlist(FILES)), [not_kept(file_name(name)) for name in names])


def not_kept(name: str) -> str:
    return _("%(name)s was not kept. Please attach it again.") % {"name": name}


def take_file(upload: Any, files: FormFiles, *, taken: bool) -> None:
    name = file_name(upload.name or "")
    if not taken:
        files.problems.append(_("%(name)s: this form takes no files.") % {"name": name})
    elif len(files.held) >= settings.FORM_FILES:
        sentence = _("%(name)s was not kept: up to %(count)d files can be sent.")
        files.problems.append(sentence % {"name": name, "count": settings.FORM_FILES})
    else:
        try:
            files.held.append(hold_checked(name, upload))
        except ValidationError as error:
            files.problems.append(f"{name}: {' '.join(error.messages)}")


def hold_checked(name: str, upload: Any) -> AttachedFile:
    """Hold a file that is what we take, by its content. Raises ValidationError."""
    if upload.size > settings.FORM_FILE_SIZE:
        most = filesizeformat(settings.FORM_FILE_SIZE)
        raise refused(TOO_LARGE, size=filesizeformat(upload.size), most=most)
    content = upload.read()
    if not content:
        raise refused(EMPTY)
    kind = filetype.guess_extension(content[:8192])
    if kind in PICTURES:
        picture = clean_picture(BytesIO(content), name, LONGEST_SIDE)
        name, content = picture.name or name, picture.read()
    else:
        name = checked_name(name, content)
    return hold_file(name=name, content=content)


def checked_name(name: str, content: bytes) -> str:
    """Return the name of a file with a suffix. Raises ValidationError in the words of this form, not the library's."""
    try:
        return library_name(name, content)
    except ValidationError as error:
        given = (words for found, words in OWN_WORDS if error.message is found)
        words = next(given, None)
        raise (ValidationError(words, params=error.params) if words else error) from error
