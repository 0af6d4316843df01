"""What the policy adds to the rest of the site: notice, clause links, evidence, search index, dashboard panel."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import Component
from wagtail.search import index

from cluster_cms import clock
from cluster_cms.clock import tokyo_date
from cluster_cms.operations.jobs import Heartbeat, Job
from cluster_cms.pages.navigation import SiteNotice
from cluster_cms.promises.chains import ChainCheck
from cluster_cms.promises.evidence import Evidence
from policy.ledger import verification, writer
from policy.ledger.revision_status import stated_items
from policy.models.revisions import PolicyRevision
from policy.pages import PolicyPage
from policy.public.register import Register, consult
from policy.publishing import promulgation
from policy.publishing.identity import Difference, complaint, difference

SHOWN = 12  # characters of a fingerprint: enough to compare by eye, the whole stands in the history
REINDEXING = "policy.reindex"


class DifferencePanel(Component):
    """Says that the settings have left the policy behind, and offers the revision that mends it."""

    name = "policy_difference"
    order = 40
    template_name = "policy/admin/difference_panel.html"

    def __init__(self, found: Difference, language: str) -> None:
        self.found, self.language = found, language

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            "found": self.found,
            "facts": self.found.facts(self.language),
            "csrf_token": parent_context.get("csrf_token"),
        }


def announcements(language: str) -> Iterable[SiteNotice]:
    """Yield one notice, of the revision that takes effect first; the page it leads to tells of all."""
    if not PolicyRevision.objects.standing().filter(effective_on__gt=clock.today()).exists():
        return  # one query on most days: nothing is announced and not yet in force
    page = PolicyPage.objects.live().filter(locale__language_code=language).select_related("locale").first()
    register = page and consult(page, at=clock.now())
    if register and register.announced:
        yield site_notice(register)


def site_notice(register: Register) -> SiteNotice:
    row, addresses = register.announced[0].revision, register.addresses
    title = _("Our privacy policy changes on %(day)s") % {"day": tokyo_date(row.effective_on)}
    links = [(_("What changes"), addresses.upcoming)]
    if register.in_force:
        old = register.in_force.revision.number
        links.append((_("Compare with revision %(number)s") % {"number": old}, addresses.comparison(old, row.number)))
    return SiteNotice(title, row.summary(register.language), links)


def clause_addresses(language: str) -> dict[int, str]:
    """Return the address of each item's clause in the revision in force; items without a clause are left out."""
    page = PolicyPage.objects.live().filter(locale__language_code=language).first()
    row = promulgation.in_force(page=page) if page else None
    return {item: f"{page.url}#{anchor}" for item, anchor in stated_items(row)} if page and row else {}


def policy_ledger() -> ChainCheck:
    return ChainCheck(
        name="policy-ledger",
        item=7,
        label=gettext_lazy("revisions and withdrawals in the ledger, none of them changed"),
        length=lambda: writer.head()[0],
        verify=verification.verify,
    )


def policy_evidence() -> Iterator[Evidence]:
    """Yield the revisions, the newest fingerprint, and how the settings differ from the text in force."""
    newest = PolicyRevision.objects.without_texts().newest_first().first()
    page = PolicyPage.objects.filter(alias_of=None).first()
    row = promulgation.in_force(page=page) if page else None
    yield Evidence(
        item=7,
        label=_("number of the revision in force"),
        figure=row.number if row else 0,
        holds=row is not None,
        why=_("No revision is in force at this moment. The company is told."),
    )
    if newest:
        label = _("fingerprint of the newest revision begins with")
        yield Evidence(item=7, label=label, figure=newest.row_hash[:SHOWN])
    if page:
        yield desk_as_stated(page)


def desk_as_stated(page: PolicyPage) -> Evidence:
    """Tell whether the policy in force names operator and desk as they are today."""
    found = difference(page)
    fields = {label for language in ("ja", "en") for label, _value in found.facts(language)} if found else set()
    return Evidence(
        item=9,
        label=_("details of company and desk that the policy in force states otherwise than today"),
        figure=len(fields),
        holds=found is None or found.announced is not None,
        why=complaint(found),
    )


def reindexing_job() -> Job:
    return Job(REINDEXING, every=timedelta(minutes=1), run=reindex_when_changed)


def reindex_when_changed() -> None:
    """Index the policy anew when a revision came into force since this job last ended well."""
    row = promulgation.policy_in_force()
    last = Heartbeat.objects.filter(job=REINDEXING, failed=False).first()
    if row and (last is None or row.effect_at > last.ended_at - timedelta(minutes=1)):
        reindex()


def reindex() -> None:
    """Index the policy in each language."""
    for page in PolicyPage.objects.live():
        index.insert_or_update_object(page)


def reindex_after_promulgation(sender: type[PolicyRevision], **kwargs: Any) -> None:
    """Receive `revision_promulgated`: Wagtail indexed the page before the ledger row was complete."""
    transaction.on_commit(reindex)
