"""Everything the contact app stores, one file a subject."""

from contact.models.consent import (
    CONSENT_IN_EFFECT,
    Consent,
    ConsentAnswer,
    ConsentQuerySet,
    InquiryPurpose,
    PurposeNotice,
    recipient_key,
)
from contact.models.data_subject_request import (
    DataSubjectRequest,
    IdentityCheck,
    MagicLink,
    RefusalGround,
    RequestType,
)
from contact.models.desk_calendar import Closure, DeskCalendar, desk_calendar
from contact.models.export_record import ExportCopy, ExportedInquiry, ExportFormat, ExportReason, ExportRecord
from contact.models.incident import Incident, IncidentKind
from contact.models.inquiry import Inquiry, InquiryQuerySet
from contact.models.message import Direction, Message, MessageChannel, Note, Remark, ReplyTemplate
from contact.models.question import AskedQuestion, ContactQuestion
from contact.models.search_text import InquirySearch, SearchText
from contact.models.states import (
    DEADLINE_RUNNING,
    OPEN,
    RESOLVED,
    TRANSITIONS,
    AccessReason,
    ChangeReason,
    ClearingReason,
    ErasureReason,
    NoticeMethod,
    Source,
    SpamReason,
    Status,
)
from contact.models.submissions import RateCounter, UsedSubmissionKey
from contact.models.transfer import (
    GROUNDS_WITHOUT_CONSENT,
    Channel,
    LegalGround,
    Recipient,
    Transfer,
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
    "TransferredInquiry",
    "TransferredPerson",
    "UsedSubmissionKey",
    "desk_calendar",
    "recipient_key",
]
