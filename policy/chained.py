"""What every row of the ledger's chain carries, whatever it records: its place, its digests, the people behind it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_cms.append_only import AppendOnlyModel
from policy.canonical import Document, fingerprint, serialise

GENESIS = "0" * 64


class ChainedRow(AppendOnlyModel):
    """A row that is written once and holds the hash of the row before it, in whichever table that stands."""

    position = models.PositiveBigIntegerField(_("position in the chain"), unique=True)
    app_version = models.CharField(max_length=40)
    sign_off_salt = models.CharField(max_length=32)
    sign_off_sha256 = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    row_hash = models.CharField(max_length=64)

    class Meta:
        abstract = True
        ordering = ["position"]
        default_permissions = ("view",)

    def record(self) -> Document:
        """Return what the row's hash covers; all of it is published."""
        raise NotImplementedError

    def sign_off(self) -> Document:
        """Return what the sign-off digest covers: kept inside, so that names need not be published."""
        raise NotImplementedError

    def expected_hash(self) -> str:
        return fingerprint(serialise(self.record()))

    def expected_sign_off(self) -> str:
        return fingerprint(serialise(self.sign_off()))
