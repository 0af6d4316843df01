"""The tour: five steps at the first visit, skipped or ended once and for all, and found again under Help."""

from collections.abc import Callable

import pytest
from django.test import Client

from cluster_cms.security.accounts import User

SignIn = Callable[[User], Client]
TOUR = "/admin/tour/"
WORK = {
    "marketing": "書く、確かめる、公開する",
    "legal": "プライバシーポリシーを改定する",
    "approver": "申請を判断する",
    "desk": "お問い合わせに答える",
    "privacy": "台帳を管理する",
    "admin": "サイトの世話をする",
}


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_first_visit_begins_it_until_it_is_skipped(marketing: User, signed_in: SignIn) -> None:
    client = signed_in(marketing)
    assert "案内をとばす" in text(client, "/admin/")
    assert client.post(TOUR).headers["Location"] == "/admin/"
    assert "案内をとばす" not in text(client, "/admin/")
    assert "案内をとばす" not in text(signed_in(User.objects.get(pk=marketing.pk)), "/admin/")


def test_one_person_who_skips_it_hides_it_from_nobody_else(marketing: User, desk: User, signed_in: SignIn) -> None:
    signed_in(marketing).post(TOUR)
    assert "案内をとばす" in text(signed_in(desk), "/admin/")


@pytest.mark.parametrize("role", WORK)
def test_each_role_is_led_through_five_steps_of_which_one_is_its_work(
    role: str, person: Callable[[str], User], signed_in: SignIn
) -> None:
    client = signed_in(person(role))
    steps = [text(client, f"{TOUR}?step={number}") for number in range(1, 6)]
    assert [f"{number}／5" in step for number, step in enumerate(steps, 1)] == [True] * 5
    assert WORK[role] in steps[2]
    assert "案内を終わる" in steps[4]
    assert ">次へ<" not in steps[4]


@pytest.mark.parametrize("step", ["0", "6", "x", "１", ""])
def test_a_step_that_is_none_begins_anew(step: str, desk: User, signed_in: SignIn) -> None:
    assert "1／5" in text(signed_in(desk), f"{TOUR}?step={step}")


def test_a_stranger_is_sent_to_sign_in(visitor: Client) -> None:
    assert visitor.get(TOUR).headers["Location"].startswith("/admin/account/login/")


def test_help_leads_to_tour_and_handbooks_and_to_no_other_site(marketing: User, signed_in: SignIn) -> None:
    page = text(signed_in(marketing), "/admin/")
    for address in (TOUR, "/admin/handbooks/"):
        assert f'"{address}"' in page
    assert "guide.wagtail.org" not in page
    assert "releases/" not in page
