"""When a page or document is to be looked through again, and the job that reminds its owner once for each date."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from cluster_cms import clock
from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail, queue_mails
from cluster_cms.operations.jobs import Job
from cluster_cms.pages.media import CustomDocument
from cluster_cms.security.accounts import MARKETING, User, language_of, members_of

KIND = "review.due"


class ReviewDate(models.Model):
    """The day on which a page or a document is to be looked through; of `told_of` the owner was told."""

    page = models.OneToOneField(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.CASCADE, related_name="review_date"
    )
    document = models.OneToOneField(
        "cluster_cms.CustomDocument", null=True, blank=True, on_delete=models.CASCADE, related_name="review_date"
    )
    due_on = models.DateField(gettext_lazy("to be reviewed on"))
    told_of = models.DateField(null=True, editable=False)

    class Meta:
        default_permissions = ()
        verbose_name = gettext_lazy("review date")
        verbose_name_plural = gettext_lazy("review dates")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(page__isnull=False) ^ Q(document__isnull=False), name="review_date_of_one_thing"
            )
        ]

    def __str__(self) -> str:
        return f"review date {self.pk}"

    @property
    def title(self) -> str:
        if self.page:
            return str(self.page.get_admin_display_title())
        return self.document.title if self.document else ""

    @property
    def owner(self) -> User | None:
        """Return who is reminded: the owner of the page, who uploaded the document."""
        if self.page:
            return self.page.owner
        return self.document.uploaded_by_user if self.document else None

    @property
    def edit_path(self) -> str:
        if self.page_id:
            return reverse("wagtailadmin_pages:edit", args=[self.page_id])
        return reverse("wagtaildocs:edit", args=[self.document_id])

    @property
    def is_due(self) -> bool:
        return self.due_on <= clock.today()


def all_dates() -> models.QuerySet[ReviewDate]:
    return ReviewDate.objects.select_related("page", "page__owner", "document", "document__uploaded_by_user")


@transaction.atomic
def set_date(*, due_on: date | None, owner: User | None, page: Page) -> None:
    """Set when a page is to be reviewed and who is reminded; without a day nobody is."""
    Page.objects.filter(pk=page.pk).update(owner=owner)
    if due_on is None:
        ReviewDate.objects.filter(page_id=page.pk).delete()
    else:
        ReviewDate.objects.update_or_create(page_id=page.pk, defaults={"due_on": due_on})


@transaction.atomic
def set_document_date(*, document: CustomDocument, due_on: date | None) -> None:
    """Set when a document is to be reviewed; without a day nobody is reminded."""
    if due_on is None:
        ReviewDate.objects.filter(document=document).delete()
    else:
        ReviewDate.objects.update_or_create(document=document, defaults={"due_on": due_on})


def review_date_job() -> Job:
    return Job(name="review dates", every=timedelta(days=1), run=remind_owners)


def remind_owners() -> None:
    """Queue the mails of each date that has come and of which nobody was told."""
    due = all_dates().filter(due_on__lte=clock.today()).exclude(told_of=F("due_on"))
    for review in due:
        with transaction.atomic():
            told = ReviewDate.objects.filter(pk=review.pk, due_on=review.due_on).exclude(told_of=review.due_on)
            if told.update(told_of=review.due_on):
                queue_mails(mail_to(person, review) for person in recipients(review))


def recipients(review: ReviewDate) -> Iterable[User]:
    """Return the owner; everybody in marketing where there is none that can be written to."""
    owner = review.owner
    people = [owner] if owner and owner.is_active and owner.email else members_of(MARKETING)
    return [person for person in people if person.email]


def mail_to(person: User, review: ReviewDate) -> OutboxMail:
    subject = f"page:{review.page_id}" if review.page_id else f"document:{review.document_id}"
    return OutboxMail(kind=KIND, subject=subject, record=f"{review.pk}:{person.pk}", language=language_of(person))


def review_date_mail() -> MailKind:
    return MailKind(KIND, gettext_lazy("Reminder to review a page or document"), write_reminder)


def write_reminder(mail: OutboxMail) -> Letter | None:
    """Write the mail; None when the date was moved or the person is gone."""
    number, _colon, person_number = mail.record.partition(":")
    review = all_dates().filter(pk=number).first()
    person = User.objects.filter(pk=person_number, is_active=True).exclude(email="").first()
    if review is None or person is None or not review.is_due:
        return None
    words = {
        "title": review.title,
        "day": clock.tokyo_date(review.due_on),
        "address": f"{settings.SITE_URL}{review.edit_path}",
        "report": f"{settings.SITE_URL}{reverse('review_dates')}",
    }
    text = _(
        "“%(title)s” was to be reviewed on %(day)s. Please see whether it is still right:\n%(address)s\n\n"
        "Then set the next date; without one nobody is reminded. All dates:\n%(report)s\n"
    )
    return Letter(person.email, _("Time to review: %(title)s") % words, text % words)
