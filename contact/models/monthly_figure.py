"""The desk's figures of a month, which stay when the inquiries are deleted; nothing in them is about one inquiry."""

from django.db import models
from django.utils.translation import pgettext_lazy

from contact.models.abstract import UnindexedModel


class Dimension(models.TextChoices):
    """By what the inquiries of a month are counted: by one of these at a time, never by several together."""

    ALL = "all", pgettext_lazy("figures", "All inquiries")
    SUBJECT = "subject", pgettext_lazy("figures", "By subject")
    LANGUAGE = "language", pgettext_lazy("figures", "By language")
    SOURCE = "source", pgettext_lazy("figures", "By way")
    PERSON = "person", pgettext_lazy("figures", "By assignee")


class FigureState(models.TextChoices):
    """Which inquiries a row counts."""

    PRESENT = "present"  # those that exist, as of the last computing
    ERASED = "erased"  # those that were deleted before it
    WAITING = "waiting"  # one that was deleted since: counted among the present ones until the next computing


class MonthlyFigure(UnindexedModel):
    """What became of the inquiries that were received in a month: numbers, and how many took how many business days."""

    month = models.DateField()  # its first day in Tokyo
    dimension = models.CharField(max_length=8, choices=Dimension)
    value = models.CharField(max_length=20, blank=True)  # of the dimension; the id of an account, empty for ALL
    state = models.CharField(max_length=7, choices=FigureState)
    received = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)  # answered after the due date, or overdue still
    reply_days = models.JSONField(default=dict)  # business days until the first reply: number of inquiries
    closing_days = models.JSONField(default=dict)  # the same until the closing

    class Meta(UnindexedModel.Meta):
        indexes = [models.Index(fields=["month", "dimension"], name="figure_by_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.dimension} {self.value} {self.state}"
