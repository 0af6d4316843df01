"""Remembers for each translation the revision of its source against which it was confirmed, by whom and when."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.signals import copy_for_translation_done, page_published

from cluster_cms import clock
from cluster_cms.pages.languages import JAPANESE
from cluster_cms.security.accounts import User
from cluster_cms.translations.passages import passages

CONFIRMED = "translation.confirmed"


def keep_from_purging(collector: Any, field: Any, rows: Any, using: str) -> None:
    """Keep a revision that is still compared with, except when its page is deleted; a rule for `on_delete`."""
    alone = isinstance(collector.origin, Revision)
    (models.PROTECT if alone else models.CASCADE)(collector, field, rows, using)


class TranslationConfirmationQuerySet(models.QuerySet["TranslationConfirmation"]):
    def stale(self) -> "TranslationConfirmationQuerySet":
        """Return those whose source shows visitors another revision than the one they were confirmed against."""
        shown = self.filter(source__live=True, source__live_revision__isnull=False, page__alias_of__isnull=True)
        return shown.exclude(source__live_revision=F("revision"))


class TranslationConfirmation(models.Model):
    """A translation says what a revision of its source says; its language is that of `page`."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=keep_from_purging, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField()

    objects: ClassVar[Any] = TranslationConfirmationQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page_id} ← {self.source_id}"

    @property
    def is_stale(self) -> bool:
        """Tell whether visitors see another text of the source than the one this was confirmed against."""
        shown = self.source.live_revision_id if self.source.live else None
        return shown is not None and shown != self.revision_id


def shown_revision(source: Page) -> Revision:
    """Return the revision that visitors see, or of a draft the latest; a page without any gets its first one."""
    found = source.live_revision if source.live else source.latest_revision
    if found is None:
        found = source.specific.save_revision(changed=False, log_action=False)
        if source.live:
            Page.objects.filter(pk=source.pk).update(live_revision=found)
    return found


@transaction.atomic
def confirm(*, page: Page, source: Page, revision: Revision, actor: User | None) -> TranslationConfirmation:
    """Remember that a translation says what a revision of its source says, and tell so in the page's history."""
    TranslationConfirmation.objects.filter(page=source).delete()  # the direction has turned
    given = {"source": source, "revision": revision, "confirmed_by": actor, "confirmed_at": clock.now()}
    row, _made = TranslationConfirmation.objects.update_or_create(page=page, defaults=given)
    data = {"revision": revision.pk, "language": source.locale.language_code}
    log(instance=page.specific, action=CONFIRMED, user=actor, data=data)
    return row


def confirm_all(actor: User) -> None:
    """Confirm each English page that has no record yet against its Japanese page, as one who has just written both."""
    pages = Page.objects.live().filter(alias_of__isnull=True, live_revision__isnull=False)
    japanese = pages.filter(locale__language_code=JAPANESE)
    sources = {key: ids for key, *ids in japanese.values_list("translation_key", "pk", "live_revision")}
    english = pages.exclude(locale__language_code=JAPANESE).exclude(
        pk__in=TranslationConfirmation.objects.values("page")
    )
    given = {"confirmed_by": actor, "confirmed_at": clock.now()}
    TranslationConfirmation.objects.bulk_create(
        TranslationConfirmation(page_id=page, source_id=sources[key][0], revision_id=sources[key][1], **given)
        for key, page in english.values_list("translation_key", "pk")
        if key in sources
    )


def remember_copy(source_obj: Any, target_obj: Any, **_signal: Any) -> None:
    """Remember from which revision a translation was copied, where the source has any."""
    if not isinstance(target_obj, Page) or target_obj.alias_of_id:
        return
    revision = source_obj.live_revision if source_obj.live else source_obj.latest_revision
    if revision:
        given = {"source_id": source_obj.pk, "revision": revision, "confirmed_at": clock.now()}
        TranslationConfirmation.objects.update_or_create(page_id=target_obj.pk, defaults=given)


def pass_over_same_text(instance: Page, revision: Revision | None, **_signal: Any) -> None:
    """Take a publication that changed no word, such as another picture, for confirmed as well."""
    for row in TranslationConfirmation.objects.filter(source=instance.pk).select_related("revision"):
        if revision and texts(row.revision) == texts(revision):
            TranslationConfirmation.objects.filter(pk=row.pk).update(revision=revision)


def texts(revision: Revision) -> list[Any]:
    return [(passage.spot.place, passage.text) for passage in passages(revision.as_object())]


class ConfirmedFormatter(LogFormatter):
    """The entry about a confirmation in the history of a page."""

    label = _("Confirm the translation")

    def format_message(self, log_entry: PageLogEntry) -> str:
        return gettext("Translation confirmed as up to date")


def register_actions(actions: LogActionRegistry) -> None:
    """Name the confirmation in the history of pages; for the hook `register_log_actions`."""
    actions.register_action(CONFIRMED)(ConfirmedFormatter)


def listen() -> None:
    """Remember each copy for translation, and pass over publications that change no word."""
    copy_for_translation_done.connect(remember_copy, dispatch_uid="translations")
    page_published.connect(pass_over_same_text, dispatch_uid="translations")
