"""What the pictures of the handbooks show: for each the role that sees it, its address, and what is pressed there."""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from playwright.sync_api import Page, expect

from cluster_cms import clock
from cluster_cms.security.accounts import LEGAL, MARKETING
from home.models import CompanyPage
from home.quick_actions import PROFILE
from policy.models.revisions import ChangeKind
from tests.cluster_cms.translations.writing import JAPANESE_TEXT, both, publish, text
from tests.home.making import company_page
from tests.policy.drafting import person, source, submitted

PASTED = """個人情報保護方針
第1章　総則
第1条（利用目的）
お客様の情報を、次の目的で使います。
(1) お問い合わせへの回答
(2) 製品の発送
第2条（お問い合わせ）
窓口がお答えします。"""
FAULTS = '[{"type": "text", "value": "<p>本社は㈱山田の中にあり、ﾈｼﾞを作ります。</p>"}]'


def profile_address() -> str:
    """Return where the page with the company's data is edited."""
    page = CompanyPage.objects.get(slug=PROFILE, locale__language_code="ja")
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def decision_address() -> str:
    """Return where a draft is decided that says one sentence more."""
    page = source().get_latest_revision_as_object()
    lead = page.clauses[1].value["lead"]
    lead["ja"] += "\n記録は、完了から三年間保存します。"
    lead["en"] += "\nRecords are kept for three years after the answer."
    page.change_kind, page.warnings_reason = ChangeKind.SUBSTANTIVE, ""
    page.summary_ja, page.summary_en = "第2項に保存の期間を加えました。", "Item 2 states how long records are kept."
    page.effective_on = clock.today() + timedelta(days=45)
    submitted(page, person(LEGAL))
    return reverse("policy_decision")


def paste_address() -> str:
    return reverse("policy_paste", args=[source().pk])


def deletion_address() -> str:
    """Return where a page is deleted to which another one links."""
    page = both(person(MARKETING), "resin")[0]
    link = f'<p>透明な<a linktype="page" id="{page.pk}">樹脂</a>があります。</p>'
    publish(company_page("材料のご案内", "materials"), person(MARKETING), body=text(link))
    return reverse("wagtailadmin_pages:delete", args=[page.pk])


def translation_address() -> str:
    """Return where a translation is compared of which one sentence is stale."""
    page, translation = both(person(MARKETING), "resin")
    publish(page, person(MARKETING), body=text(JAPANESE_TEXT.replace("60分", "45分")))
    return reverse("translation", args=[translation.pk])


def faulty_address() -> str:
    page = company_page("本社のご案内", lead="2026/1/5に開きます。", body=FAULTS)
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def show_preview(tab: Page) -> None:
    tab.locator("[data-side-panel-toggle=preview]").click()
    expect(tab.frame_locator("#w-preview-iframe").locator("main")).to_be_visible()


def show_checks(tab: Page) -> None:
    tab.locator("[data-side-panel-toggle=checks]").click()
    expect(tab.locator(".writing__row").first).to_be_visible()


def show_lines(tab: Page) -> None:
    tab.locator("[name=text_ja]").fill(PASTED)
    tab.locator("[name=go][value=look]").click()
    tab.locator(".pasting-beside").scroll_into_view_if_needed()
    tab.locator(".pasting-beside").evaluate("one => one.scrollIntoView()")


SCENES: dict[str, tuple[str, Callable[[], str]]] = {
    "dashboard": ("marketing", lambda: reverse("wagtailadmin_home")),
    "editor": ("marketing", profile_address),
    "delete": ("marketing", deletion_address),
    "translation": ("marketing", translation_address),
    "checks": ("marketing", faulty_address),
    "desk": ("desk", lambda: reverse("wagtailadmin_home")),
    "inbox": ("desk", lambda: reverse("inquiries:index")),
    "policy": ("legal", lambda: reverse("policy_editor")),
    "paste": ("legal", paste_address),
    "decision": ("approver", decision_address),
}
PRESSED: dict[str, Callable[[Page], None]] = {"editor": show_preview, "checks": show_checks, "paste": show_lines}
