"""Decides whether a save of the policy page publishes, and refuses the saves that are never allowed."""

import json
from collections.abc import Iterable

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState

from policy.models.revisions import PolicyRevision
from policy.models.writers import parts
from policy.text import canonical
from policy.text.refusal import PublicationRefused, Reason

# A save of other fields alone (locks, the draft's title, the latest revision) changes nothing that visitors read.
GUARDED = {
    "live", "live_revision", "go_live_at", "expire_at", "alias_of", "slug", "title", "title_en",
    "intro_ja", "intro_en", "clause_form", "clauses", "supplements", "established_on",
}  # fmt: skip


# What the editor offers beside the text and the terms of the next revision.
SHARING = (
    "seo_title", "seo_title_en", "search_description", "search_description_en", "listing_summary",
    "listing_summary_en", "sharing_title", "sharing_title_en", "sharing_image", "show_in_menus",
    "wagtail_admin_comments",
)  # fmt: skip


def refuse(code: str, text: object) -> None:
    """Raise PublicationRefused with one reason."""
    raise PublicationRefused([Reason(code, str(text))])


def goes_live(page: Page, update_fields: Iterable[str] | None) -> bool:
    """Return whether a save puts another revision live; raise PublicationRefused for what may never be saved."""
    if update_fields is not None and not GUARDED & set(update_fields):
        return False
    stored = type(page).objects.filter(pk=page.pk).values("live", "alias_of_id", "slug").first() if page.pk else None
    refuse_schedule(page)
    if stored is None:
        refuse_second_page(page)
    else:
        refuse_lasting_change(page, stored)
    return bool(page.live and not page.alias_of_id and is_new_publication(page))


def refuse_schedule(page: Page) -> None:
    if page.go_live_at or page.expire_at:
        refuse("schedule", _("The policy is not scheduled: choose an effective date instead."))


def refuse_second_page(page: Page) -> None:
    """Refuse a second policy page, and a second alias of it in one language."""
    pages = type(page).objects.all()
    if (page.alias_of_id and pages.filter(locale=page.locale).exists()) or (not page.alias_of_id and pages.exists()):
        refuse("second", _("There is one policy on this site; it is never copied."))


def refuse_lasting_change(page: Page, stored: dict[str, object]) -> None:
    """Refuse to take the policy offline, to cut the alias loose, and to change a published address."""
    if stored["live"] and not page.live:
        refuse("unpublish", _("A promulgated policy is never taken offline."))
    if stored["alias_of_id"] and not page.alias_of_id:
        refuse_to_cut_alias()
    if stored["live"] and stored["slug"] != page.slug:
        refuse("address", _("The address of a promulgated policy never changes."))


def refuse_to_cut_alias() -> None:
    refuse("alias", _("The English page follows the Japanese one; both are one document."))


def is_new_publication(page: Page) -> bool:
    """Return whether the live revision is not yet the newest of the ledger; its text cannot be changed without one."""
    newest = PolicyRevision.objects.of(page.pk).newest_first().first()
    if page.live_revision_id is None:
        refuse("no_revision", _("The policy is published through a saved revision only."))
    if newest is None or newest.wagtail_revision_number != page.live_revision_id:
        return True
    if canonical.text_of(page, languages=newest.held) != newest.text:
        refuse("changed", _("A promulgated text changes through a new revision only."))
    return False


def is_evidence(revision: Revision) -> bool:
    """Return whether a Wagtail revision was published or put before an approver: autosave must not rewrite it."""
    promulgated = PolicyRevision.objects.filter(wagtail_revision_number=revision.pk)
    return promulgated.exists() or TaskState.objects.filter(revision=revision).exists()


def promulgated_unchanged(page: Page) -> Revision | None:
    """Return the promulgated Wagtail revision where saving the page would only repeat it.

    An editor that was left open saves by itself after the approval, with the terms of what is promulgated by then.
    """
    latest: Revision | None = page.get_latest_revision() if page.pk else None
    if latest is None or latest.pk != page.live_revision_id:
        return None
    now, then = page.serializable_data(), latest.content
    (text, terms), (promulgated, its_terms) = parts(json.loads(json.dumps(now, cls=DjangoJSONEncoder))), parts(then)
    if text != promulgated or any(now.get(name) != then.get(name) for name in SHARING):
        return None
    return latest if not any(terms) or terms == its_terms else None
