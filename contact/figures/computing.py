"""Computes the figures anew each hour: those of the inquiries that exist, beside those kept of deleted ones."""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction

from cluster_cms.operations.jobs import Job
from contact.figures.counting import Key, Tally, count, first_month_of_persons, rows
from contact.models import Dimension, FigureState, Inquiry, MonthlyFigure

JOB = "figures of the desk"
BATCH = 500  # rows in one statement


@transaction.atomic
def compute_figures() -> None:
    """Replace the figures of present inquiries, and add those of inquiries deleted since to the kept ones.

    The deleted ones are taken first: an inquiry that is deleted meanwhile is then counted an hour later, never twice.
    """
    merge_deleted()
    MonthlyFigure.objects.filter(state=FigureState.PRESENT).delete()
    MonthlyFigure.objects.bulk_create(rows(count(Inquiry.objects.all()), FigureState.PRESENT), batch_size=BATCH)
    MonthlyFigure.objects.filter(dimension=Dimension.PERSON, month__lt=first_month_of_persons()).delete()


def merge_deleted() -> None:
    """Add the figures that wait to those kept of deleted inquiries, so that no row is about one inquiry."""
    waiting = list(MonthlyFigure.objects.filter(state=FigureState.WAITING).select_for_update())
    if not waiting:
        return
    months = {row.month for row in waiting}
    kept = list(MonthlyFigure.objects.filter(state=FigureState.ERASED, month__in=months).select_for_update())
    sums = defaultdict[Key, Tally](Tally)
    for row in (*kept, *waiting):
        sums[Key(row.month, row.dimension, row.value)].add(row)
    MonthlyFigure.objects.filter(pk__in=[row.pk for row in (*kept, *waiting)]).delete()
    MonthlyFigure.objects.bulk_create(rows(sums, FigureState.ERASED), batch_size=BATCH)


def figures_job() -> Job:
    return Job(name=JOB, every=timedelta(hours=1), run=compute_figures)
