"""Everything the contact app stores, one file a subject."""

from contact.models.calendar import Closure, DeskCalendar, desk_calendar
from contact.models.consents import CONSENT_IN_EFFECT, Consent, ConsentAnswer, ConsentQuerySet, recipient_key
from contact.models.correspondence import Direction, Message, MessageChannel, Note, ReplyTemplate
from contact.models.exports import ExportCopy, ExportedInquiry, ExportFormat, ExportReason, ExportRecord
from contact.models.incidents import Incident, IncidentKind
from contact.models.inquiry import Inquiry, InquiryQuerySet
from contact.models.purposes import InquiryPurpose, PurposeNotice
from contact.models.questions import AskedQuestion, ContactQuestion
from contact.models.reasons import AccessReason, ChangeReason, ClearingReason, ErasureReason, Remark, SpamReason
from contact.models.requests import (
    DataSubjectRequest,
    DataSubjectRequestQuerySet,
    IdentityCheck,
    MagicLink,
    RefusalGround,
    RequestType,
)
from contact.models.search import InquirySearch, SearchText
from contact.models.status import DEADLINE_RUNNING, OPEN, RESOLVED, TRANSITIONS, NoticeMethod, Source, Status
from contact.models.submissions import RateCounter, UsedSubmissionKey
from contact.models.transfers import (
    GROUNDS_WITHOUT_CONSENT,
    Channel,
    LegalGround,
    Recipient,
    Transfer,
    TransferQuerySet,
    TransferredInquiry,
    TransferredPerson,
)

__all__ = [
    "CONSENT_IN_EFFECT",
    "DEADLINE_RUNNING",
    "GROUNDS_WITHOUT_CONSENT",
    "OPEN",
    "RESOLVED",
    "TRANSITIONS",
    "AccessReason",
    "AskedQuestion",
    "ChangeReason",
    "Channel",
    "ClearingReason",
    "Closure",
    "Consent",
    "ConsentAnswer",
    "ConsentQuerySet",
    "ContactQuestion",
    "DataSubjectRequest",
    "DataSubjectRequestQuerySet",
    "DeskCalendar",
    "Direction",
    "ErasureReason",
    "ExportCopy",
    "ExportFormat",
    "ExportReason",
    "ExportRecord",
    "ExportedInquiry",
    "IdentityCheck",
    "Incident",
    "IncidentKind",
    "Inquiry",
    "InquiryPurpose",
    "InquiryQuerySet",
    "InquirySearch",
    "LegalGround",
    "MagicLink",
    "Message",
    "MessageChannel",
    "Note",
    "NoticeMethod",
    "PurposeNotice",
    "RateCounter",
    "Recipient",
    "RefusalGround",
    "Remark",
    "ReplyTemplate",
    "RequestType",
    "SearchText",
    "Source",
    "SpamReason",
    "Status",
    "Transfer",
    "TransferQuerySet",
    "TransferredInquiry",
    "TransferredPerson",
    "UsedSubmissionKey",
    "desk_calendar",
    "recipient_key",
]
