"""Everything the ground floor stores, by subject; Django reads the models from here, code imports them from there."""

from cluster_cms.backups.keys import KeyEscrow
from cluster_cms.bin.entries import BinEntry
from cluster_cms.checks.house_terms import HouseTerm
from cluster_cms.checks.page_findings import PageFindings
from cluster_cms.erasures.erasing import Erasure
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.wording import MailText
from cluster_cms.operations.heartbeats import Heartbeat
from cluster_cms.oversight.notices import FormerAddress
from cluster_cms.pages.content_stamp import ContentChange
from cluster_cms.pages.media import CustomDocument, CustomImage, CustomRendition
from cluster_cms.pages.site_settings import CompanySettings, DeskSettings
from cluster_cms.privacy.models import Administrator, Contractor, InternalRule, Purpose, SecurityMeasure
from cluster_cms.promises.crawl_progress import CrawlAddress
from cluster_cms.promises.measurements import Measurement
from cluster_cms.promises.outside_answers import OutsideAnswer
from cluster_cms.promises.outside_links import OutsideLinkCheck
from cluster_cms.review.draft_links import DraftLink
from cluster_cms.review.publishing_rule import ReviewSettings
from cluster_cms.review.review_dates import ReviewDate
from cluster_cms.review.review_requests import ReviewRequest, ReviewTask
from cluster_cms.review.version_names import VersionName
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from cluster_cms.security.checkpoints import Checkpoint
from cluster_cms.sign_in.account_notices import AccountNotice
from cluster_cms.sign_in.counters import SignInCounter
from cluster_cms.sign_in.secrets import SecondFactorSecret
from cluster_cms.statistics.daily_counts import DailyCount
from cluster_cms.translations.confirmations import TranslationConfirmation
from cluster_cms.translations.glossary import GlossaryTerm

# Abstract bases are elsewhere: pages.base_page.BasePage, privacy.models.Register, security.append_only.AppendOnlyModel.
__all__ = [
    "AccountNotice",  # mails to a person about changes of their sign-in, until they are sent
    "Administrator",  # who is responsible for personal data
    "AuditEntry",  # the audit chain (append-only)
    "BinEntry",  # deleted pages, for 30 days
    "Checkpoint",  # how far the checks of chains have come
    "CompanySettings",
    "ContentChange",  # the content stamp
    "Contractor",
    "CrawlAddress",  # the nightly crawl under way
    "CustomDocument",
    "CustomImage",
    "CustomRendition",
    "DailyCount",  # page views by day, page, language and referring host
    "DeskSettings",
    "DraftLink",  # links that show a draft to somebody without an account
    "Erasure",  # what was erased, by random id (append-only)
    "FormerAddress",  # where to tell somebody that an account's mail address was changed
    "GlossaryTerm",  # what the company calls things in both languages
    "Heartbeat",  # when each background job last ran, and who runs it
    "HouseTerm",  # words that this company writes otherwise, or not at all
    "InternalRule",
    "KeyEscrow",  # where spares of keys are kept (append-only)
    "MailText",  # texts of mails that staff have changed
    "Measurement",  # results of the nightly checks
    "OutboxMail",
    "OutsideAnswer",  # what linked addresses of other sites answered
    "OutsideLinkCheck",
    "PageFindings",  # what the rules of writing found on each page
    "Purpose",  # purposes of use of personal data
    "ReviewDate",  # when a page or document is to be looked through again
    "ReviewRequest",  # who was asked to review a page
    "ReviewSettings",
    "ReviewTask",
    "SecondFactorSecret",  # secrets of authenticator apps and recovery codes
    "SecurityMeasure",
    "SignInCounter",  # counts of attempts to sign in
    "TranslationConfirmation",  # against which revision of its source each translation was confirmed
    "User",  # staff; visitors have no account
    "VersionName",  # names of versions of pages
]
