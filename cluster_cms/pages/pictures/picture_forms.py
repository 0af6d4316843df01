"""The forms that take pictures: what the camera wrote is removed before anything else looks at the file."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cluster_cms.pages.pictures.changes import describe
from cluster_cms.pages.pictures.picture_cleaning import LONGEST_SIDE, clean_picture
from cluster_cms.pages.pictures.stored_pictures import AVATAR_SIDE
from cluster_cms.text.file_names import is_file_name

ASKED = gettext_lazy(
    "Read aloud to people who do not see the picture, and offered wherever it is used. Empty: only decoration."
)


class PictureField(WagtailImageField):
    """Wagtail's, which then checks the clean picture under the name that fits it; the upload may be larger."""

    longest_side = LONGEST_SIDE

    def to_python(self, data: Any) -> Any:
        if data and data.size:  # else Django says that it is empty
            self.check_image_file_size(data)
            data = clean_picture(data, data.name, self.longest_side)
        return super().to_python(data)


class AvatarField(PictureField):
    """The same for a picture of a person of the staff."""

    longest_side = AVATAR_SIDE


class PictureForm(BaseImageForm):
    """Wagtail's form for a picture of the library; says what was changed when it was uploaded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if file := self.fields.get("file"):
            self.fields["file"] = PictureField(label=file.label, widget=file.widget, required=file.required)
        if self.instance.pk and (sentence := describe(self.instance.changes)):
            shown = self.fields.get("file") or self.fields["title"]
            shown.help_text = format_html("{} {}", sentence, shown.help_text)
        if description := self.fields.get("description"):
            description.label, description.help_text = _("Alternative text: what the picture shows"), ASKED

    def clean_description(self) -> str:
        """Refuse the name of a file: read aloud, it says nothing."""
        text = str(self.cleaned_data["description"])
        if is_file_name(text):
            raise ValidationError(_("This is the name of a file. Write what the picture shows."))
        return text


class AvatarForm(AvatarPreferencesForm):
    avatar = AvatarField(label=AvatarPreferencesForm.base_fields["avatar"].label, required=False)
