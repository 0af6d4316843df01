"""The demo's policy: nine items; two old revisions imported, the third promulgated, the fourth announced."""

from datetime import date, timedelta

from wagtail.log_actions import LogContext

from cluster_cms.demo import Stage, demo_content
from policy.demo import first, fourth, second, third
from policy.demo.writing import Clause, Pair
from policy.models.revisions import ChangeKind, PolicyRevision
from policy.pages import PolicyPage
from policy.publishing.importing import import_revision

ESTABLISHED = date(2005, 7, 1)
LEAD: Pair = (
    "お客様の個人情報を、私たちがどう扱うか。九つの項目で約束します。",
    "How we treat your personal information: nine items, each of them a promise.",
)


@demo_content(order=30)
def load(stage: Stage) -> None:
    """Fill the policy; does nothing when it has a revision already."""
    if PolicyRevision.objects.exists():
        return
    with LogContext(user=stage.person("legal")):
        import_old_revisions()
    page = draft()
    write(page, third.INTRO, third.CLAUSES, third.SUMMARY)
    promulgate(page, stage)
    if stage.announces:
        announce_fourth(stage)


def import_old_revisions() -> None:
    page = draft()
    page.established_on = ESTABLISHED
    page.listing_summary, page.listing_summary_en = LEAD
    write(page, first.INTRO, first.CLAUSES, first.SUMMARY)
    import_revision(page=page, promulgated_on=ESTABLISHED)
    page = draft()
    write(page, first.INTRO, second.CLAUSES, second.SUMMARY)
    page.change_kind, page.effective_on = ChangeKind.SUBSTANTIVE, date(2017, 5, 30)
    import_revision(page=page, promulgated_on=date(2017, 5, 1))


def announce_fourth(stage: Stage) -> None:
    page = draft()
    write(page, fourth.INTRO, fourth.CLAUSES, fourth.SUMMARY)
    page.effective_on = stage.today + timedelta(days=fourth.IN_FORCE_AFTER)
    promulgate(page, stage)


def promulgate(page: PolicyPage, stage: Stage) -> None:
    """Legal submits a draft; the approver approves, which publishes."""
    legal, approver = stage.person("legal"), stage.person("approver")
    page.change_kind = ChangeKind.SUBSTANTIVE
    page.save_revision(user=legal, log_action=True)
    page.get_workflow().start(page, legal)
    with LogContext(user=approver):
        page.current_workflow_task_state.specific.approve(user=approver)


def draft() -> PolicyPage:
    page = PolicyPage.objects.get(alias_of=None)
    latest: PolicyPage = page.get_latest_revision_as_object()
    return latest


def write(page: PolicyPage, intro: Pair, clauses: list[Clause], summary: Pair) -> None:
    page.intro_ja, page.intro_en = intro
    page.clauses = clauses
    page.summary_ja, page.summary_en = summary
