"""A mail goes to the address that was shown: in the header To and in the envelope, whatever was pasted."""

import re
from contextlib import suppress
from email import message_from_bytes, policy
from functools import cache
from random import Random
from uuid import uuid4

import pytest
from django.core.mail import EmailMessage
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_cms.mail.delivery import Undeliverable, deliver, message_of
from cluster_cms.mail.kinds import Letter
from cluster_cms.mail.smtp import envelope_address
from cluster_cms.text.email_address import InvalidAddress
from cluster_cms.text.pasted_address import parse_address
from tests.cluster_cms.mail.conftest import Serve
from tests.cluster_cms.text.addresses import AROUND, ASKED, READ

LETTERS = "abcxyzäßéçıřςσλоаруکیඅ見本例ンーがａＢ０-_・。、,!)」\u200c\u200d\u00ad İẞ@"
LOCALS = ("hanako", "a..b.", ".taro", "O'Brien+x", "Hanako_Y", "ｈａｎａｋｏ", "花子", '"a..b."', "a b")
ENDS = (".com", ".co.jp", "．jp", "。com", ".みんな", "", ".рф", ".1", "@example.com")
KNOWN = [text for texts in (*READ.values(), *ASKED.values()) for text in texts]
TIMES = 100


def pasted(random: Random) -> str:
    """Return a made-up address, right or wrong, in what people copy with it."""
    if random.random() < 0.3:
        return random.choice(AROUND).format(random.choice(KNOWN))
    labels = ("".join(random.choices(LETTERS, k=random.randint(1, 6))), "example", "xn--8pvz87e", "Docomo.ne")
    domain = ".".join(random.choices(labels, k=random.randint(1, 2)))
    return random.choice(AROUND).format(f"{random.choice(LOCALS)}@{domain}{random.choice(ENDS)}")


@cache
def sent_to(shown: str) -> tuple[str, str]:
    """Return the mailboxes of the header To and of the envelope, both as a mail program reads them."""
    message = message_of(Letter(shown, "件名", "本文\n"), uuid4(), "ja")
    header = message_from_bytes(message.message().as_bytes(), policy=policy.default)["To"]
    local, _at, domain = envelope_address(message.recipients()[0]).rpartition("@")
    assert f"{local}{domain}".isascii()
    return f"{header.addresses[0].username}@{header.addresses[0].domain}", f"{local.strip(chr(34))}@{domain}"


@settings(max_examples=100, deadline=None, database=None)
@given(st.integers(0, 2**64))
def test_ten_thousand_pasted_addresses_go_where_was_shown_or_are_asked_again(seed: int) -> None:
    random = Random(seed)  # noqa: S311  the same addresses in each run, and no secret
    read: set[str] = set()
    for text in (pasted(random) for _time in range(TIMES)):
        with suppress(InvalidAddress):
            read.add(str(parse_address(text)))
    assert len(read) > TIMES / 20
    assert {shown: sent_to(shown) for shown in read} == {shown: (shown, shown) for shown in read}


@pytest.mark.parametrize("shown", READ)
def test_the_server_is_told_the_address_that_was_shown(shown: str, serve: Serve, database: None) -> None:
    with serve() as script:
        deliver(Letter(shown, "件名", "本文\n", reply_to=shown), mail_id=uuid4(), language="ja")
    [receiver] = [line for line in script.said if line.startswith("RCPT")]
    told = re.fullmatch(r"RCPT TO:<(.+)>", receiver)
    assert told
    assert str(parse_address(told[1])) == shown
    assert {str(parse_address(script.taken[0][name])) for name in ("To", "Reply-To")} == {shown}


def test_dots_in_a_row_are_sent_in_quotes(serve: Serve, database: None) -> None:
    with serve() as script:
        deliver(Letter("a..b.@docomo.ne.jp", "件名", "本文\n"), mail_id=uuid4(), language="ja")
    assert 'RCPT TO:<"a..b."@docomo.ne.jp>' in script.said


def test_mails_of_other_apps_go_by_the_same_rules(serve: Serve, database: None) -> None:
    with serve() as script:
        EmailMessage("s", "b", "Büro <desk@straße.example>", ["Hanako <hanako@example.com>", "root@localhost"]).send()
    assert script.said[:3] == [
        "MAIL FROM:<desk@xn--strae-oqa.example>",
        "RCPT TO:<hanako@example.com>",
        "RCPT TO:<root@localhost>",
    ]


@pytest.mark.parametrize("address", ["a@b.com, c@d.com", "花子@example.com", "a@b.com\nBcc: c@d.com", "<a@b.com>", ""])
def test_what_is_not_one_plain_address_is_never_sent(address: str, serve: Serve, database: None) -> None:
    with serve() as script, pytest.raises(Undeliverable):
        deliver(Letter(address, "件名", "本文\n"), mail_id=uuid4(), language="ja")
    assert script.said == []
