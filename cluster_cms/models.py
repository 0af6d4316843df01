"""Lets Django see the tables of the ground floor; nobody inside imports this module."""

from cluster_cms.accounts import User
from cluster_cms.audit import AuditEntry
from cluster_cms.backups.escrow import KeyEscrow
from cluster_cms.erasures.records import Erasure
from cluster_cms.jobs import Heartbeat
from cluster_cms.linked_sites.records import OutsideLinkCheck
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.texts import MailText
from cluster_cms.media import CustomDocument, CustomImage, CustomRendition
from cluster_cms.privacy.records import Administrator, Contractor, InternalRule, Purpose, SecurityMeasure
from cluster_cms.promises.records import Measurement
from cluster_cms.site_settings import CompanySettings, DeskSettings

__all__ = [
    "Administrator",
    "AuditEntry",
    "CompanySettings",
    "Contractor",
    "CustomDocument",
    "CustomImage",
    "CustomRendition",
    "DeskSettings",
    "Erasure",
    "Heartbeat",
    "InternalRule",
    "KeyEscrow",
    "MailText",
    "Measurement",
    "OutboxMail",
    "OutsideLinkCheck",
    "Purpose",
    "SecurityMeasure",
    "User",
]
