"""Whoever changes how a person signs in, and by whatever form: the person is told, at the address before."""

from datetime import UTC, datetime

import pytest

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.security.accounts import User
from cluster_cms.sign_in.account_notices import NOTICE, AccountChange, AccountNotice, tell, write_notice
from cluster_cms.sign_in.password_words import rest_of, words_of

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def told(admin: User) -> User:
    User.objects.filter(pk=admin.pk).update(email="before@example.com", date_joined=LONG_AGO)
    admin.refresh_from_db()
    return admin


def test_a_new_password_is_told_whoever_sets_it(told: User) -> None:
    told.set_password("whatever form or command")
    told.save()
    assert AccountNotice.objects.get().change == AccountChange.PASSWORD


def test_a_notice_goes_where_the_account_was_at_that_moment(told: User) -> None:
    tell(told, AccountChange.FACTOR_REMOVED)
    User.objects.filter(pk=told.pk).update(email="thief@example.com")
    letter = write_notice(OutboxMail.objects.get(kind=NOTICE))
    assert letter
    assert letter.to == "before@example.com"


@pytest.mark.parametrize(
    "password, left",
    [
        ("Cluster-Technology-2026", 4),
        ("ClusterTechnology!!", 2),
        ("c1u5t3r t3chn0l0gy 26", 2),
        ("ＣＬＵＳＴＥＲtechnology", 0),
        ("クラスターテクノロジー1", 1),
        ("kurasutaーtekunoroji", 1),
        ("seven paper lanterns", 18),
    ],
)
def test_words_of_the_company_do_not_count(password: str, left: int) -> None:
    words = (
        words_of("Cluster Technology") | words_of("クラスターテクノロジー") | words_of("www.cluster-technology.example")
    )
    assert len(rest_of(password, words)) <= left
