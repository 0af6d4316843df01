"""The demo's policy: nine items; two old revisions imported, the third promulgated, the fourth announced."""

from datetime import date, timedelta

from wagtail.log_actions import LogContext

from cluster_cms.demo import Stage, demo_content
from cluster_cms.pages.languages import LANGUAGES
from cluster_cms.pages.site_settings import identity_record
from policy.demo import first, fourth, second, third
from policy.demo.writing import Clause, Pair
from policy.models.earlier_texts import EarlierText
from policy.models.revisions import ChangeKind, PolicyRevision
from policy.pages import PolicyPage
from policy.publishing import importing
from policy.publishing.earlier_batch import earlier_batch
from policy.text import canonical

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
    enter_old_revisions(stage)
    page = draft()
    write(page, third.INTRO, third.CLAUSES, third.SUMMARY)
    promulgate(page, stage)
    if stage.announces:
        announce_fourth(stage)


def enter_old_revisions(stage: Stage) -> None:
    """Legal prepares the two texts of the past, the approver enters them; of 2005 it is not known who represented."""
    page, legal, approver = draft(), stage.person("legal"), stage.person("approver")
    page.established_on = ESTABLISHED
    page.listing_summary, page.listing_summary_en = LEAD
    page.save_revision(user=legal, log_action=True)
    today = identity_record()
    of_2005 = {
        "operator": {**today["operator"], "representative": None},
        "desk": {**today["desk"], "name": dict(zip(LANGUAGES, first.DESK, strict=True))},
    }
    for day, effect, kind, texts, identity in (
        (ESTABLISHED, ESTABLISHED, ChangeKind.ESTABLISHED, (first.CLAUSES, first.SUMMARY), of_2005),
        (date(2017, 5, 1), date(2017, 5, 30), ChangeKind.SUBSTANTIVE, (second.CLAUSES, second.SUMMARY), today),
    ):
        write(page, first.INTRO, *texts)
        fields = {
            "promulgated_on": day,
            "effective_on": effect,
            "change_kind": kind,
            "summary_ja": page.summary_ja,
            "summary_en": page.summary_en,
            "content": {**canonical.text_of(page), "identity": identity},
        }
        importing.save_earlier_text(text=EarlierText(page=page), actor=legal, fields=fields)
    importing.submit_earlier_texts(page=page, actor=legal, shown=earlier_batch(page).digest)
    importing.enter_earlier_texts(page=page, actor=approver, shown=earlier_batch(page).digest)


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
