"""An erased inquiry stays erased when an older backup is restored: nothing of it opens with the ring any more."""

from pathlib import Path

from cluster_cms.backups.copying import make_copy
from cluster_cms.backups.restoring import restore_copy
from cluster_cms.security.accounts import User
from contact.models import Inquiry
from contact.retention.erasure import erase_inquiry
from tests.cluster_cms.backups.conftest import Place, empty_place
from tests.infrastructure.decrypted_dump import places_of

__all__ = ["empty_place"]  # pytest finds the fixture here
CANARY = "canary-7f3a@example.com"


def test_an_erased_inquiry_is_in_no_restored_database(
    committed_db: None, desk: User, empty_place: Place, tmp_path: Path
) -> None:
    inquiry = Inquiry.objects.order_by("received_at")[0]
    inquiry.search_text.text = CANARY
    inquiry.search_text.save()
    make_copy(tmp_path / "copy")
    erase_inquiry(inquiry=inquiry, actor=desk)
    with empty_place():
        restore_copy(tmp_path / "copy", erasures=False)
        assert places_of(CANARY) == {"contact_searchtext.text"}, "the copy is older than the erasure"
    with empty_place():
        assert restore_copy(tmp_path / "copy").erased_again == 1
        assert places_of(CANARY) == set()
        assert not Inquiry.objects.filter(reference=inquiry.reference).exists()
