"""Stop of use, refusal and withdrawal of consent stand again after a backup from before them is restored."""

from pathlib import Path
from typing import Any

from cluster_cms.backups.copying import make_copy
from cluster_cms.backups.restoring import restore_copy
from contact.models import Consent, ConsentAnswer, Inquiry, MagicLink
from contact.privacy.consents import answer_consent, ask_consent, withdraw_consent
from contact.privacy.deletion import stop_use
from contact.privacy.magic_links import ask_for_link, name_reference, open_page, page_of
from contact.text import answers
from contact.text.links import QUESTION, WITHDRAWAL, consent_token
from contact.text.links import magic_link_token as token_of_link
from tests.cluster_cms.backups.conftest import Place, empty_place
from tests.contact.transfers.giving import INSURANCE, POLICE, agree, answering

__all__ = ["empty_place"]  # pytest finds the fixture here


def test_every_no_survives_the_restore_of_an_older_backup(
    committed_db: None, desk: Any, empty_place: Place, tmp_path: Path
) -> None:
    asked_of, stopped = Inquiry.objects.order_by("received_at")[:2]
    given = agree(asked_of, desk, recipient=INSURANCE)
    asked = ask_consent(inquiry=asked_of, purpose=answering(), actor=desk, recipient=POLICE)
    make_copy(tmp_path / "copy")
    withdraw_consent(token=consent_token(given.pk, WITHDRAWAL), language=asked_of.language)
    answer_consent(token=consent_token(asked.pk, QUESTION), language=asked_of.language, agrees=False)
    ask_for_link(address=answers.text_of(stopped.answers, "mail"), language="ja")
    page = open_page(token=token_of_link(MagicLink.objects.get().pk), language="ja")
    name_reference(page=page, typed=stopped.reference)
    stop_use(page=page_of(secret=page.secret, language="ja"))
    with empty_place():
        restore_copy(tmp_path / "copy", erasures=False)
        before = dict(Consent.objects.values_list("pk", "answer"))
        assert before == {given.pk: ConsentAnswer.GIVEN, asked.pk: ConsentAnswer.ASKED}, "the copy is older"
        assert Inquiry.objects.unrestricted().filter(pk=stopped.pk).exists()
    with empty_place():
        restore_copy(tmp_path / "copy")
        after = dict(Consent.objects.values_list("pk", "answer"))
        assert after == {given.pk: ConsentAnswer.WITHDRAWN, asked.pk: ConsentAnswer.REFUSED}
        assert not Inquiry.objects.unrestricted().filter(pk=stopped.pk).exists()
