"""An erased inquiry stays erased when an older backup is restored: nothing of it opens with the ring any more."""

from pathlib import Path
from uuid import UUID

from wagtail import hooks

from cluster_cms.backups.copying import make_copy
from cluster_cms.backups.keys import sealed_columns
from cluster_cms.backups.restoring import restore_copy
from cluster_cms.erasures.erasable import Erasable
from cluster_cms.erasures.erasing import erasing
from contact.records import Inquiry
from tests.cluster_cms.backups.conftest import Place, empty_place

__all__ = ["empty_place"]
CANARY = "canary-7f3a@example.com"


def exists(record: UUID) -> bool:
    return Inquiry.objects.filter(pk=record).exists()


def erase(record: UUID) -> None:
    Inquiry.objects.filter(pk=record).delete()


def opened() -> str:
    """Return every sealed value of the whole database, opened with the ring. A value that does not open raises."""
    values = []
    for model, field in sealed_columns():
        values += [str(getattr(row, field.attname)) for row in model._base_manager.all()]
    return "\n".join(values)


def test_an_erased_inquiry_is_in_no_restored_database(committed_db: None, empty_place: Place, tmp_path: Path) -> None:
    inquiry = Inquiry.objects.order_by("received_at")[0]
    inquiry.search_text = CANARY
    inquiry.save()
    make_copy(tmp_path / "copy")
    with hooks.register_temporarily("register_erasable", Erasable("inquiry", exists, erase)):
        with erasing("inquiry", [inquiry.pk], "staff"):
            erase(inquiry.pk)
        with empty_place():
            restore_copy(tmp_path / "copy", erasures=False)
            assert CANARY in opened(), "the copy is older than the erasure"
        with empty_place():
            assert restore_copy(tmp_path / "copy").erased_again == 1
            assert CANARY not in opened()
            assert not exists(inquiry.pk)
