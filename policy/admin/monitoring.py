"""What dashboard, promises page, `doctor` and backups say of the policy: its ledger, and who operates the site."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from cluster_cms.operations.health import Finding
from cluster_cms.pages.languages import ENGLISH, active_language
from cluster_cms.promises.chains import ChainCheck
from cluster_cms.promises.evidence import Evidence
from cluster_cms.security.accounts import User
from policy.ledger import verification, writer
from policy.models.revisions import PolicyRevision
from policy.pages import PolicyPage
from policy.permissions import may_edit_policy
from policy.publishing import promulgation
from policy.publishing.identity import Difference, describe, difference

FINGERPRINT_SHOWN = 12  # characters: enough to compare by eye, the whole stands in the history


def ledger_check() -> ChainCheck:
    """Return how the ledger is verified for the promises page; for the hook `register_chain_check`."""
    return ChainCheck(
        name="policy-ledger",
        item=7,
        label=gettext_lazy("revisions and withdrawals in the ledger, none of them changed"),
        length=lambda: writer.head()[0],
        verify=verification.verify,
    )


def policy_evidence() -> Iterator[Evidence]:
    """Yield the revision in force, the newest fingerprint, and whether the desk is current.

    For the hook `register_promise_evidence`.
    """
    newest = PolicyRevision.objects.without_texts().newest_first().first()
    page = PolicyPage.source()
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
        yield Evidence(item=7, label=label, figure=newest.row_hash[:FINGERPRINT_SHOWN])
    if page:
        yield desk_evidence(page)


def desk_evidence(page: PolicyPage) -> Evidence:
    """Return whether the policy in force names operator and desk as they are today."""
    found = difference(page)
    fields = (
        {label for language in ("ja", "en") for label, _value in found.changed_fields(language)} if found else set()
    )
    return Evidence(
        item=9,
        label=_("details of company and desk that the policy in force states otherwise than today"),
        figure=len(fields),
        holds=found is None or found.announced is not None,
        why=describe(found),
    )


def ledger_health() -> Iterator[Finding]:
    """Yield whether the ledger is whole; for the hook `register_health_check`."""
    faults = verification.verify()
    yield Finding("policy ledger", not faults, faults[0] if faults else "whole")


def identity_health() -> Iterator[Finding]:
    """Yield whether the policy in force names operator and desk as the settings do; for `register_health_check`."""
    page = PolicyPage.source()
    found = difference(page) if page else None
    with translation.override(ENGLISH):
        yield Finding("policy desk", found is None or found.announced is not None, describe(found))


def ledger_head() -> tuple[str, int, str]:
    """Return the newest row of the ledger, by which a backup is recognised; for the hook `register_chain_head`."""
    return ("policy ledger", *writer.head())


class DifferencePanel(Component):
    """Says that the settings differ from the policy in force, and offers the revision that corrects this."""

    name = "policy_difference"
    order = 40
    template_name = "policy/admin/difference_panel.html"

    def __init__(self, found: Difference, language: str) -> None:
        self.found, self.language = found, language

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            "found": self.found,
            "facts": self.found.changed_fields(self.language),
            "csrf_token": parent_context.get("csrf_token"),
        }


def add_difference_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Add the panel for those who may edit the policy; for the hook `construct_homepage_panels`."""
    page = PolicyPage.source()
    if page and isinstance(request.user, User) and may_edit_policy(request.user) and (found := difference(page)):
        panels.append(DifferencePanel(found, active_language()))


class PolicyMenuItem(MenuItem):
    """Leads straight to the editor of the policy, for those who may edit it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and may_edit_policy(request.user)


def policy_menu_item() -> MenuItem:
    return PolicyMenuItem(
        gettext_lazy("Privacy policy"), reverse("policy_editor"), name="policy", icon_name="doc-full-inverse", order=110
    )
