"""Lets Django see the tables of the ground floor; nobody inside imports this module."""

from cluster_cms.backups.keys import KeyEscrow
from cluster_cms.erasures.erasing import Erasure
from cluster_cms.linked_sites.links import OutsideLinkCheck
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.wording import MailText
from cluster_cms.operations.jobs import Heartbeat
from cluster_cms.pages.media import CustomDocument, CustomImage, CustomRendition
from cluster_cms.pages.site_settings import CompanySettings, DeskSettings
from cluster_cms.privacy.models import Administrator, Contractor, InternalRule, Purpose, SecurityMeasure
from cluster_cms.promises.measurements import Measurement
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry

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
