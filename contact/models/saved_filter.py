"""A filter of the inbox that somebody of the desk has given a name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contact.models.abstract import UnindexedModel

MAX_NAME = 40  # characters
MAX_FILTERS = 12  # of one account: as many as fit above the list


class SavedFilter(UnindexedModel):
    """One filter of one account. `query` holds choices and days alone, never words that were searched for."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=MAX_NAME)
    # As it stands in an address (contact.admin.list_place).
    query = models.CharField(max_length=600)

    class Meta(UnindexedModel.Meta):
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="saved_filter_by_name")]

    def __str__(self) -> str:
        return self.name
