"""Every token and every id swapped between two people: what is one's own opens nothing of the other's."""

from collections.abc import Callable
from typing import Any

import pytest

from contact.models import Inquiry
from tests.contact.privacy.conftest import OTHER
from tests.contact.privacy.person import LINK, Writer
from tests.contact.visit import WRITTEN, texts

ACTS = ("see", "reference", "copy", "correct", "correct-now", "delete", "delete-now", "stop", "stop-now", "unknown", "")
MINE, THEIRS = WRITTEN["message"].splitlines()[0], "ほかの人の本文です。"


@pytest.fixture
def two(writer_of: Callable[..., Writer], inquiry: Inquiry, others_inquiry: Inquiry) -> tuple[Writer, Writer]:
    """Two people, each at their own open page, with their own reference named."""
    people = writer_of(), writer_of(OTHER)
    for person, own in zip(people, (inquiry, others_inquiry), strict=True):
        person.open()
        person.act("reference", reference=own.reference)
    return people


def everything(others: Inquiry) -> dict[str, str]:
    """Return whatever a form of the page might name, all of it the other person's."""
    ids = dict.fromkeys(("about", "reference", "inquiry", "id", "link", "pk"), others.reference)
    return {**ids, "mail": OTHER, "name": "盗", "company": "", "phone": "", "addition": "盗", "page": str(others.pk)}


@pytest.mark.parametrize("act", ACTS)
def test_no_act_reaches_what_another_person_wrote(
    two: tuple[Writer, Writer], others_inquiry: Inquiry, act: str
) -> None:
    before = Inquiry.objects.filter(pk=others_inquiry.pk).values().get()
    response = two[0].act(act, **everything(others_inquiry), sure="on", also_open="on")
    assert response.status_code < 500
    assert THEIRS not in texts(response)
    assert OTHER not in texts(response).replace(f'value="{OTHER}"', "")
    assert Inquiry.objects.filter(pk=others_inquiry.pk).values().get() == before


def test_a_secret_shows_its_own_page_at_whatever_browser(two: tuple[Writer, Writer]) -> None:
    mine, theirs = two
    mine.secret, theirs.secret = theirs.secret, mine.secret
    assert (MINE in texts(mine.act("see")), THEIRS in texts(mine.act("see"))) == (False, True)


def test_tokens_secrets_and_ids_are_not_each_other(two: tuple[Writer, Writer], inquiry: Inquiry) -> None:
    mine, theirs = two
    token = theirs.link().split("/link/")[1].strip("/")
    for wrong in (token, inquiry.reference, str(inquiry.pk), mine.secret[:-1], mine.secret + "="):
        response = mine.client.post(f"{mine.place}open/", {"opened": wrong, "act": "see"})
        assert response.status_code == 410
    assert mine.client.post(f"{mine.place}link/{mine.secret}/").status_code == 410


def test_a_link_to_change_the_address_opens_no_page(two: tuple[Writer, Writer], inquiry: Inquiry) -> None:
    mine, theirs = two
    theirs.client.get(theirs.place)
    mine.act("correct-now", about=inquiry.reference, **kept(), mail=OTHER)
    found = LINK.search(theirs.mails()[-1].body)
    assert found
    response: Any = theirs.client.post(found[1])
    assert 'name="opened"' not in texts(response)
    assert MINE not in texts(response)


def kept() -> dict[str, str]:
    return {name: WRITTEN[name] for name in ("name", "company", "phone")}
