"""An erasure in doubt: the privacy officer is asked, answers, and the doctor is well again."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.test import Client

from cluster_cms.erasures.journal import note
from cluster_cms.erasures.journal_health import check_journal
from cluster_cms.erasures.lines import RESTORED
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from tests.cluster_cms.erasures.standins import KIND, erase_and_then, exists, letters_erasable, outcomes, write_letter

pytestmark = pytest.mark.usefixtures("committed_db")
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _letters() -> Iterator[None]:
    with letters_erasable():
        yield


@pytest.fixture
def letter(committed_db: None) -> UUID:
    """A letter whose erasure was begun before a restore."""
    written = write_letter()
    with pytest.raises(ZeroDivisionError):
        erase_and_then(written, ZeroDivisionError())
    note(RESTORED)
    return written


def answer(client: Client, letter: UUID, choice: str) -> int:
    return client.post("/admin/erasures/decide/", {"kind": KIND, "record": str(letter), "answer": choice}).status_code


def test_the_privacy_officer_alone_is_asked(letter: UUID, privacy_officer: User, desk: User, signed_in: SignIn) -> None:
    assert str(letter) in signed_in(privacy_officer).get("/admin/").content.decode()
    assert str(letter) not in signed_in(desk).get("/admin/").content.decode()


@pytest.mark.parametrize("choice, left, outcome", [("erase", False, ["intent", "done"]), ("keep", True, ["void"])])
def test_the_answer_is_done_noted_and_ends_the_doubt(
    letter: UUID, privacy_officer: User, signed_in: SignIn, choice: str, left: bool, outcome: list[str]
) -> None:
    assert not all(finding.ok for finding in check_journal())
    assert answer(signed_in(privacy_officer), letter, choice) == 302
    assert exists(letter) is left
    assert outcomes() == ["intent", "restored", *outcome]
    assert all(finding.ok for finding in check_journal())
    entry = AuditEntry.objects.get(action="erasures.decided")
    assert (entry.actor_id, entry.subject) == (privacy_officer.pk, str(letter))


def test_nobody_else_answers(letter: UUID, desk: User, admin: User, signed_in: SignIn) -> None:
    for person in (desk, admin):
        client = signed_in(person)
        assert answer(client, letter, "erase") in (302, 403)
    assert exists(letter)
    assert outcomes() == ["intent", "restored"]


def test_what_is_not_in_doubt_is_left_alone(letter: UUID, privacy_officer: User, signed_in: SignIn) -> None:
    other, client = write_letter(), signed_in(privacy_officer)
    assert answer(client, other, "erase") == 302
    assert exists(other)
    assert answer(client, letter, "perhaps") == 400
    assert client.post("/admin/erasures/decide/", {"record": "1", "answer": "erase"}).status_code == 400
    assert client.get("/admin/erasures/decide/").status_code == 405
