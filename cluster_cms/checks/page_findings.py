"""What the rules found on each public page, kept in the database for the report over the whole site."""

from typing import Any

from django.db import models
from wagtail.models import Page

from cluster_cms.checks.explanations import EXPLANATIONS


class PageFindings(models.Model):
    """The findings of one page: code, words at fault, correction or null of each."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="+")
    found = models.JSONField(default=list)
    number = models.PositiveIntegerField(default=0, db_index=True)
    checked_at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page_id}: {self.number}"

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return the findings with the names of their rules."""
        return [
            {"code": code, "name": EXPLANATIONS[code][0], "words": words, "correction": correction}
            for code, words, correction in self.found
            if code in EXPLANATIONS
        ]
