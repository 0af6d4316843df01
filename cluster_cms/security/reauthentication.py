"""Acts for which staff prove again who they are: by password or second factor, within the last minutes."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import ResolverMatch

from cluster_cms.security.session_proof import proven_recently

EXPORTED_FREELY = 50  # inquiries; a larger file asks first

# Names of routes: changes of power (accounts, groups, workflow) and of promise (settings, registers), and what cannot
# be undone. Screens that show the count of what is asked for call `demand_proof` instead.
GUARDED = frozenset(
    [
        "wagtailusers_users:add",
        "wagtailusers_users:edit",
        "wagtailusers_users:delete",
        "wagtailusers_users:copy",
        "wagtailusers_groups:add",
        "wagtailusers_groups:edit",
        "wagtailusers_groups:delete",
        "wagtailsettings:edit",  # company, desk, policy
        "inquiries:retention_period",
        "confirmations",
        "wagtailsites:add",
        "wagtailsites:edit",
        "wagtailsites:delete",
        "wagtailsites:copy",
        "wagtaillocales:add",
        "wagtaillocales:edit",
        "wagtaillocales:delete",
        "wagtailadmin_workflows:add",
        "wagtailadmin_workflows:edit",
        "wagtailadmin_workflows:enable",
        "wagtailadmin_workflows:disable",
        "wagtailadmin_workflows:remove",
        "wagtailadmin_workflows:add_task",
        "wagtailadmin_workflows:edit_task",
        "wagtailadmin_workflows:enable_task",
        "wagtailadmin_workflows:disable_task",
        "wagtailadmin_workflows:task_chooser_create",
        "purposes:add",
        "purposes:edit",
        "purposes:delete",
        "measures:add",
        "measures:edit",
        "measures:delete",
        "rules:add",
        "rules:edit",
        "rules:delete",
        "administrators:add",
        "administrators:edit",
        "administrators:delete",
        "contractors:add",
        "contractors:edit",
        "contractors:delete",
        "mails:text",
        "policy_withdraw",
        "policy_reset",
        "policy_earlier",
        "inquiries:erase_many",
        "spam:erase_many",
        "incidents:file",
        "transfers:csv",
        "inquiry_audit:file",
        "account_email",
    ]
)
BULK, BULK_ACTS = "wagtail_bulk_action", frozenset(["delete", "assign_role", "set_active_state"])


class ProofNeeded(Exception):
    """Raised by a view: what was asked for needs a proof that is younger than the last one."""


def is_guarded(match: ResolverMatch | None) -> bool:
    """Tell whether an address asks for a recent proof."""
    if match is None:
        return False
    if match.view_name == BULK:
        return match.kwargs["action"] in BULK_ACTS
    return match.view_name in GUARDED


def demand_proof(request: HttpRequest) -> None:
    """Raise ProofNeeded unless the person has proven recently who is there."""
    if settings.PROOF_REQUIRED and not proven_recently(request):
        raise ProofNeeded
