"""A crash between every two steps of an erasure: an inquiry is there with all that belongs to it, or gone with it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cluster_cms.backups.copying import make_copy
from cluster_cms.backups.restoring import restore_copy
from cluster_cms.erasures import erasing
from cluster_cms.erasures.decisions import decide_erasure
from cluster_cms.erasures.journal_health import check_journal
from cluster_cms.erasures.reconciliation import reconcile
from cluster_cms.erasures.status import journal_status, unclear
from cluster_cms.security.accounts import User
from contact.models import Direction, ExportCopy, ExportFormat, ExportReason, Inquiry, Message, MessageChannel, Note
from contact.retention import erasure
from contact.retention.erasure import ERASURE_KIND, ErasureOutcome, erase_inquiries
from tests.cluster_cms.backups.conftest import Place, empty_place
from tests.cluster_cms.erasures.standins import outcomes
from tests.contact.exports.exporting import exported
from tests.infrastructure.decrypted_dump import decrypted_dump, places_of

__all__ = ["empty_place"]  # pytest finds the fixture here
pytestmark = pytest.mark.usefixtures("committed_db")
CANARY = "Kanariya2718281"
AFTERWARDS = {"cluster_cms_auditentry.subject", "contact_exportcopy.reference"}  # where a reference may stay


class Crash(BaseException):
    """The process ends here."""


def crash(*_arguments: object, **_named: object) -> None:
    raise Crash


@pytest.fixture
def laden(committed_db: None, desk: User, visit: Callable[..., Any]) -> Inquiry:
    """An inquiry with queued mails, a note, a reply, and a place in an export whose remark names its writer."""
    inquiry: Inquiry = visit().send_all(name=CANARY)
    Note.objects.create(inquiry=inquiry, text=CANARY, author_id=desk.pk)
    Message.objects.create(
        inquiry=inquiry,
        direction=Direction.OUT,
        channel=MessageChannel.HERE,
        subject=CANARY,
        body=CANARY,
        address="canary@example.com",
        language="ja",
        author_id=desk.pk,
    )
    exported(ExportFormat.CSV, [inquiry], desk, reason=ExportReason.OTHER, remark=CANARY)
    return inquiry


def write_and_crash(outcome: str, *, first: bool) -> Callable[..., None]:
    """Return a writer of lines that crashes at those of an outcome, when they are on the disk or just before."""
    write = erasing.write_lines

    def writing(written: str, *rest: Any) -> None:
        if written != outcome or first:
            write(written, *rest)
        if written == outcome:
            raise Crash

    return writing


def crash_at_the_second(inquiries: list[Inquiry]) -> Callable[[Inquiry], None]:
    remove, gone = erasure.delete_rows, inquiries

    def removing(inquiry: Inquiry) -> None:
        if gone:
            raise Crash
        remove(inquiry)
        gone.append(inquiry)

    return removing


def crash_with_nothing_left_to_do(*given: list[str]) -> ErasureOutcome:
    """Stand for the outcome: the first one is empty, the one with references is the last step of the transaction."""
    if given:
        raise Crash
    return ErasureOutcome()


# Where the process ends, and what stands there instead of the step that it does not reach.
BEFORE_THE_COMMIT: dict[str, tuple[object, str, Callable[[], Callable[..., Any]]]] = {
    "rows locked": (erasing, "take_shared_lock", lambda: crash),
    "intent not written": (erasing, "write_lines", lambda: write_and_crash("intent", first=False)),
    "intent written": (erasing, "write_lines", lambda: write_and_crash("intent", first=True)),
    "entry in the audit chain": (erasure, "delete_rows", lambda: crash),
    "copies noted, remarks gone": (erasure, "delete_mails", lambda: crash),
    "mails gone": (Inquiry, "delete", lambda: crash),
    "first of two gone": (erasure, "delete_rows", lambda: crash_at_the_second([])),
    "inquiries gone": (erasing, "store_erasures", lambda: crash),
    "everything but the commit": (erasure, "ErasureOutcome", lambda: crash_with_nothing_left_to_do),
}


def dump() -> list[tuple[str, str]]:
    """Return all that the database holds, but how far the worker has read the journal."""
    return sorted(row for row in decrypted_dump() if not row[0].startswith("cluster_cms_checkpoint."))


@pytest.mark.parametrize("place", BEFORE_THE_COMMIT)
def test_a_crash_before_the_commit_leaves_the_whole_database_as_it_was(
    laden: Inquiry, desk: User, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    before, other = dump(), Inquiry.objects.exclude(pk=laden.pk)[0]
    where, name, instead = BEFORE_THE_COMMIT[place]
    with monkeypatch.context() as patch:
        patch.setattr(where, name, instead())
        with pytest.raises(Crash):
            erase_inquiries(inquiries=[laden.pk, other.pk], actor=desk, cause="staff")
    reconcile()
    assert dump() == before
    assert outcomes() in ([], ["intent", "intent", "void", "void"])
    assert all(finding.ok for finding in check_journal())


@pytest.fixture
def cut_short(laden: Inquiry, desk: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy from before an erasure whose process ended between its commit and the line that tells of it."""
    make_copy(tmp_path / "copy")
    with monkeypatch.context() as patch:
        patch.setattr(erasing, "write_lines", write_and_crash("done", first=False))
        with pytest.raises(Crash):
            erase_inquiries(inquiries=[laden.pk], actor=desk, cause="staff")
    return tmp_path / "copy"


def test_after_a_crash_behind_the_commit_no_text_is_left_and_the_worker_completes_the_journal(
    cut_short: Path, laden: Inquiry
) -> None:
    assert outcomes() == ["intent"]
    reconcile()
    assert outcomes() == ["intent", "done"]
    assert places_of(CANARY) == set()
    assert places_of(laden.reference) == AFTERWARDS
    assert ExportCopy.objects.unconfirmed().get().reference == laden.reference
    assert all(finding.ok for finding in check_journal())


def test_an_older_backup_is_erased_again_once_the_worker_has_completed_the_journal(
    cut_short: Path, laden: Inquiry, empty_place: Place
) -> None:
    reconcile()
    with empty_place():
        assert restore_copy(cut_short).erased_again == 1
        assert places_of(CANARY) == set()
        assert not Inquiry.objects.filter(pk=laden.pk).exists()


def test_before_the_journal_is_complete_the_privacy_officer_decides_on_the_restored_inquiry(
    cut_short: Path, laden: Inquiry, privacy_officer: User, empty_place: Place
) -> None:
    with empty_place():
        assert restore_copy(cut_short).erased_again == 0
        reconcile()
        assert list(unclear(journal_status())) == [(ERASURE_KIND, laden.pk)]
        assert not all(finding.ok for finding in check_journal())
        decide_erasure(kind=ERASURE_KIND, record=laden.pk, erase=True, actor=privacy_officer)
        assert places_of(CANARY) == set()
        assert all(finding.ok for finding in check_journal())
