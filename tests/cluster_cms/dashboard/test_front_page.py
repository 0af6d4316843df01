"""The dashboard shows each role what it can act on, says to whom all else belongs, and speaks of the company alone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail import hooks

from cluster_cms.dashboard.panels import PanelRow, RowsPanel
from cluster_cms.operations.heartbeats import Heartbeat
from cluster_cms.security.accounts import User
from contact.models import Inquiry

SignIn = Callable[[User], Client]
ACTION = re.compile(r'<li><a class="button button-secondary" href="([^"]+)"><svg.+?</svg>([^<]+)</a>', re.S)
COLLEAGUE = re.compile(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>")
FEWEST = {"marketing": 7, "legal": 3, "approver": 1, "desk": 3, "privacy": 4, "admin": 12}  # buttons


def shown(client: Client) -> str:
    return client.get("/admin/").content.decode()


@pytest.mark.parametrize("role", FEWEST)
def test_each_button_of_a_role_opens(role: str, person: Callable[[str], User], signed_in: SignIn) -> None:
    client = signed_in(person(role))
    buttons = dict(ACTION.findall(shown(client)))
    assert len(buttons) >= FEWEST[role]
    answers = {address: client.get(address.replace("&amp;", "&"), follow=True).status_code for address in buttons}
    assert answers == dict.fromkeys(buttons, 200)


@pytest.mark.parametrize(
    "role, button",
    [("marketing", "お知らせを書く"), ("legal", "プライバシーポリシーを改定する"), ("desk", "受信箱を開く")],
)
def test_the_work_of_one_role_is_no_button_of_another(
    role: str, button: str, person: Callable[[str], User], signed_in: SignIn
) -> None:
    others = {"marketing", "legal", "desk"} - {role}
    assert button in dict(ACTION.findall(shown(signed_in(person(role))))).values()
    for other in others:
        assert button not in dict(ACTION.findall(shown(signed_in(person(other))))).values()


def test_what_belongs_to_somebody_else_says_to_whom(marketing: User, signed_in: SignIn) -> None:
    found = dict(COLLEAGUE.findall(shown(signed_in(marketing))))
    assert found["電話番号、受付時間、メールアドレスの変更"] == "法務担当"
    assert found["お問い合わせへの返信"] == "お客様情報相談窓口"
    assert "お知らせを書く" not in found


@pytest.mark.parametrize("role", FEWEST)
def test_nothing_names_the_software_or_counts_pages(
    role: str, person: Callable[[str], User], signed_in: SignIn
) -> None:
    page = shown(signed_in(person(role)))
    assert "クラスターテクノロジー 管理画面</title>" in page
    said = re.sub(r"<script.*?</script>|<[^>]+>", " ", page, flags=re.S)
    assert "Wagtail" not in said
    for mark in ("icon-wagtail", "wagtailadmin/images/favicon", "w-summary"):
        assert mark not in page


def test_workers_health_is_shown_to_administrators_alone(admin: User, marketing: User, signed_in: SignIn) -> None:
    Heartbeat.objects.all().delete()
    assert "動いていません。manage.py work で起動してください。" in shown(signed_in(admin))
    assert "manage.py" not in shown(signed_in(marketing))


def test_the_desk_is_not_shown_counts_of_nothing(desk: User, signed_in: SignIn) -> None:
    assert not re.search(r"<span>0</span>", shown(signed_in(desk)))


def test_an_app_puts_its_panel_among_the_others(marketing: User, signed_in: SignIn) -> None:
    def add(request: Any, panels: list[Any]) -> None:
        rows = [PanelRow("<b>EP-40</b>", "/admin/tour/", "1 sentence", "Compare")]
        panels.append(RowsPanel("stale", "Stale translations", rows, order=130))

    with hooks.register_temporarily("construct_homepage_panels", add):
        page = shown(signed_in(marketing))
    assert "&lt;b&gt;EP-40&lt;/b&gt;" in page
    assert page.index("Stale translations") < page.index('id="colleagues"')


def test_the_desk_sees_what_is_due_next_by_reference_alone(desk: User, marketing: User, signed_in: SignIn) -> None:
    first = Inquiry.objects.not_spam().open().order_by("due_on", "-reference").first()
    assert first
    page = shown(signed_in(desk))
    assert f"/admin/inquiries/{first.reference}/" in page
    assert 'id="panel-due"' in page
    assert 'id="panel-due"' not in shown(signed_in(marketing))
