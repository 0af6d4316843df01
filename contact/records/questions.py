"""Which questions have been asked, in clear, so that an export knows its columns without opening a single answer."""

from django.db import models


class AskedQuestion(models.Model):
    """A question of the contact form that somebody answered, as it was last asked in a language."""

    wagtail_reference_index_ignore = True

    key = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    label = models.CharField(max_length=120)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="asked_once_in_language")]

    def __str__(self) -> str:
        return f"{self.key} ({self.language})"
