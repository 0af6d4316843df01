"""Compares operator and desk in the settings with the policy in force, and prepares the revision that updates them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, Page, Revision

from cluster_cms import clock
from cluster_cms.pages.languages import LANGUAGES
from cluster_cms.pages.site_settings import CompanySettings, DeskSettings, identity_record
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from policy.comparison.sections import IDENTITY
from policy.models.revisions import ChangeKind, PolicyRevision
from policy.permissions import may_edit_policy
from policy.publishing import promulgation
from policy.text import canonical
from policy.text.canonical import Document
from policy.text.refusal import PublicationRefused, Reason
from policy.text.rendering import contact

LONGEST = 500  # characters of a summary


@dataclass(frozen=True)
class Difference:
    """How the settings differ from the revision in force; `announced` is a later one that already agrees with them.

    `present` is what the settings say, `since` the day on which they were changed.
    """

    revision: PolicyRevision
    present: Document
    since: date
    announced: PolicyRevision | None

    def changed_fields(self, language: str) -> list[tuple[str, str]]:
        """Return the label and the present value of each field that differs in a language."""
        frozen = self.revision.content["identity"]
        found = []
        for group, field, label in IDENTITY:
            before, now = (contact(record[group], language)[field] for record in (frozen, self.present))
            if before != now:
                found.append((str(label), now))
        return found


def difference(page: Page) -> Difference | None:
    """Return how the settings differ from the revision in force of a page, or nothing when they agree."""
    row = promulgation.in_force(page=page)
    return difference_from(row, page) if row else None


def difference_from(row: PolicyRevision, page: Page) -> Difference | None:
    """Return how the settings differ from a revision of a page, or nothing when they agree."""
    present = identity_record()
    if row.content["identity"] == present:
        return None
    newest = next(iter(announced_with(page, present)), None)
    return Difference(row, present, settings_changed_on(), newest)


def announced_with(page: Page, present: Document) -> Iterator[PolicyRevision]:
    """Yield the announced revisions that name operator and desk as the settings do, newest first."""
    rows = PolicyRevision.objects.filter(pk__in=[row.pk for row in promulgation.announced(page)]).newest_first()
    return (row for row in rows if row.content["identity"] == present)


def settings_changed_on() -> date:
    """Return the day on which staff last changed the settings; today when the log has no entry."""
    names = [model._meta.model_name for model in (CompanySettings, DeskSettings)]
    edits = ModelLogEntry.objects.filter(content_type__app_label="cluster_cms", content_type__model__in=names)
    moment = edits.order_by("-timestamp").values_list("timestamp", flat=True).first() or clock.now()
    return moment.astimezone(clock.TOKYO).date()


def describe(found: Difference | None) -> str:
    """Return in the active language what differs, for `doctor` and the promises page."""
    if found is None:
        return _("the policy in force names operator and desk as the settings do")
    labels = dict.fromkeys(label for language in ("ja", "en") for label, _value in found.changed_fields(language))
    words = {"number": found.revision.number, "fields": ", ".join(labels)}
    if found.announced:
        words["announced"] = found.announced.number
        return _("revision %(number)s differs from the settings (%(fields)s); revision %(announced)s mends it") % words
    return _("revision %(number)s differs from the settings (%(fields)s): promulgate an editorial revision") % words


def prepare_revision(*, page: Page, actor: User) -> Revision:
    """Save the newest text with today's operator and desk as a draft that can be submitted as it is.

    Raises PublicationRefused when the account may not edit the policy or when nothing differs.
    """
    with transaction.atomic():
        found, last = difference(page), promulgation.newest(page)
        if found is None or found.announced or last is None or not may_edit_policy(actor):
            raise PublicationRefused([Reason("prepare", _("There is nothing to prepare: the policy is up to date."))])
        draft = page.get_latest_revision_as_object()
        canonical.write(last.content, draft)
        draft.clear_next_revision()
        draft.change_kind = ChangeKind.EDITORIAL
        draft.effective_on = max(filter(None, (clock.today(), promulgation.pending_on(page))))
        for language in LANGUAGES:
            setattr(draft, f"summary_{language}", summary(found, language))
        revision: Revision = draft.save_revision(user=actor, log_action=True, clean=False)
        audit.record("policy.revision_prepared", actor=actor, subject=f"policy:{last.number}")
        return revision


def summary(found: Difference, language: str) -> str:
    """Return the summary of the change in a language: each field with what it says from now on."""
    with translation.override(language):
        fields = found.changed_fields(language)
        facts = [
            _("%(label)s: %(value)s") % {"label": label, "value": value.replace("\n", " ")} for label, value in fields
        ]
        if not facts:
            return _("The operator's and the desk's data are brought up to date in the other language.")
        words = _("Brought up to date: %(facts)s.") % {"facts": _("; ").join(facts)}
        return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
