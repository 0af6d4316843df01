"""The screens of texts of the past: pasted, looked at, prepared, submitted, sent back, entered."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.urls import reverse

from policy.models.earlier_texts import EarlierText
from policy.models.revisions import PolicyRevision
from policy.publishing.earlier_batch import earlier_batch
from tests.policy.drafting import source
from tests.policy.earlier import TEXT, fields, prepared, submitted_texts

SignIn = Callable[[AbstractBaseUser], Client]
ADD, ALL = "/admin/policy/earlier/add/", "/admin/policy/earlier/"


def act(client: Client, name: str, **extra: str) -> Any:
    return client.post(ALL, {"act": name, "read": "on", "shown": earlier_batch(source()).digest, **extra})


def test_a_pasted_text_is_prepared_in_the_language_it_had(policy_page: Any, legal: Any, signed_in: SignIn) -> None:
    assert signed_in(legal).post(ADD, fields()).status_code == 302
    text = EarlierText.objects.get()
    assert (text.held, text.effective_on, text.writers.get().pk) == (("ja",), date(2010, 4, 1), legal.pk)
    assert [clause["heading"]["ja"] for clause in text.content["clauses"]] == ["利用目的", "窓口"]
    assert text.content["identity"]["operator"]["representative"] is None
    assert earlier_batch(source()).is_ready


def test_looking_stores_nothing_and_keeps_what_was_typed(policy_page: Any, legal: Any, signed_in: SignIn) -> None:
    answer = signed_in(legal).post(ADD, fields(go="look"))
    assert "第1条（利用目的）" in answer.text
    assert "見本商店" in answer.text
    assert not EarlierText.objects.exists()


@pytest.mark.parametrize(
    "changed, field",
    [
        ({"operator_name_ja": ""}, "operator_name_ja"),
        ({"unknown_desk": ""}, "desk_name_ja"),
        ({"desk_phone": "03-0000-0000"}, "unknown_desk"),
        ({"summary_ja": ""}, "summary_ja"),
        ({"summary_en": "English words."}, "summary_en"),
        ({"promulgated_on": "99"}, "promulgated_on"),
        ({"text_ja": ""}, None),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    changed: dict[str, str], field: str | None, policy_page: Any, legal: Any, signed_in: SignIn
) -> None:
    answer = signed_in(legal).post(ADD, fields(**changed))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field or "__all__"}
    assert "利用目的を改めました。" in answer.text or "summary_ja" in changed
    assert not EarlierText.objects.exists()


def test_a_clause_keeps_the_permanent_address_of_its_heading(policy_page: Any, legal: Any, signed_in: SignIn) -> None:
    text = TEXT.replace("利用目的）", "個人情報の利用目的）")
    signed_in(legal).post(ADD, fields(text_ja=text))
    known = PolicyRevision.objects.get(number=1).content["clauses"][0]
    pasted = EarlierText.objects.get().content["clauses"]
    assert (pasted[0]["id"], pasted[0]["anchor"]) == (known["id"], "purpose")
    assert pasted[1]["anchor"] == "clause"


def test_a_prepared_text_is_changed_with_all_that_was_typed(policy_page: Any, legal: Any, signed_in: SignIn) -> None:
    client = signed_in(legal)
    client.post(ADD, fields())
    address = reverse("policy_earlier_edit", args=[EarlierText.objects.get().pk])
    shown = client.get(address).text
    assert "店の者が承ります。" in shown
    assert "見本商店" in shown
    client.post(address, fields(summary_ja="別の要約です。"))
    assert EarlierText.objects.get().summary_ja == "別の要約です。"


def test_all_are_shown_in_order_with_what_changed_between_them(policy_page: Any, legal: Any, signed_in: SignIn) -> None:
    for day in (date(2012, 1, 1), date(2008, 1, 1)):
        prepared(day)
    shown = signed_in(legal).get(ALL).text
    words = [
        f'id="step-{name}"' for name in ("ledger-1", *(text.pk for text in earlier_batch(source()).texts), "ledger-2")
    ]
    places = [shown.index(word) for word in words]
    assert places == sorted(places)
    assert "2008年の文です。" in shown
    assert "前の版からの変更" in shown


def test_legal_submits_and_the_approver_enters(policy_page: Any, legal: Any, approver: Any, signed_in: SignIn) -> None:
    prepared(date(2010, 4, 1))
    writer, decider = signed_in(legal), signed_in(approver)
    assert act(writer, "submit").status_code == 302
    assert ALL in decider.get("/admin/").text
    assert act(writer, "enter").status_code == 409
    assert act(decider, "enter", shown="x").status_code == 409
    assert decider.post(ALL, {"act": "enter", "shown": earlier_batch(source()).digest}).status_code == 422
    assert PolicyRevision.objects.count() == 3
    assert act(decider, "enter").status_code == 302
    assert PolicyRevision.objects.get(number=4).effective_on == date(2010, 4, 1)


def test_the_comment_of_the_approver_is_shown(policy_page: Any, legal: Any, approver: Any, signed_in: SignIn) -> None:
    prepared(date(2010, 4, 1))
    submitted_texts()
    assert act(signed_in(approver), "send_back").status_code == 422
    assert act(signed_in(approver), "send_back", comment="日付を確かめてください。").status_code == 302
    assert "日付を確かめてください。" in signed_in(legal).get(ALL).text


def test_a_fault_stands_in_the_way_by_name(policy_page: Any, legal: Any, signed_in: SignIn) -> None:
    prepared(date(2017, 5, 30), promulgated_on=date(2017, 5, 1))
    client = signed_in(legal)
    assert "第2版" in client.get(ALL).context["steps"][2]["reasons"][0].text
    assert act(client, "submit").status_code == 409


def test_a_text_is_removed_on_purpose_alone(policy_page: Any, legal: Any, signed_in: SignIn) -> None:
    text = prepared(date(2010, 4, 1))
    client = signed_in(legal)
    assert act(client, "remove", text="x").status_code == 404
    assert act(client, "nonsense").status_code == 422
    assert act(client, "remove", text=str(text.pk)).status_code == 302
    assert not EarlierText.objects.exists()


def test_others_find_no_such_screen(policy_page: Any, desk: Any, signed_in: SignIn, visitor: Client) -> None:
    for address in (ALL, ADD):
        assert signed_in(desk).get(address).status_code in (302, 403)
        assert visitor.get(address).headers["Location"].startswith("/admin/account/login/")
