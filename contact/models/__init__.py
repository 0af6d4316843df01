"""Everything the contact app stores, one file a subject."""

from contact.models.attachment import AttachedFile
from contact.models.blocked_sender import BlockedKind, BlockedSender
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
    GROUNDS_OF,
    DataSubjectRequest,
    DeskReason,
    IdentityCheck,
    MagicLink,
    RefusalGround,
    RequestType,
)
from contact.models.desk_calendar import Closure, DeskCalendar, desk_calendar
from contact.models.desk_draft import DeskDraft, DraftForm
from contact.models.export_record import ExportCopy, ExportedInquiry, ExportFormat, ExportReason, ExportRecord
from contact.models.incident import Incident, IncidentKind, PersonsNotice
from contact.models.inquiry import Inquiry, InquiryQuerySet, InquiryTopic
from contact.models.inside_question import ASKABLE, InsideQuestion, NoticeChoice
from contact.models.message import Direction, EmailOriginal, Message, MessageChannel, Note, Remark, ReplyTemplate
from contact.models.monthly_figure import Dimension, FigureState, MonthlyFigure
from contact.models.question import AskedQuestion, ContactQuestion
from contact.models.reply_rules import ReplyRules, reply_rules
from contact.models.saved_filter import SavedFilter
from contact.models.search_text import InquirySearch, SearchText
from contact.models.states import (
    DEADLINE_RUNNING,
    OPEN,
    RESOLVED,
    TRANSITIONS,
    AccessReason,
    AddressConfirmation,
    ChangeReason,
    ClearingReason,
    ErasureReason,
    MoveReason,
    NoticeMethod,
    Source,
    SpamReason,
    Status,
)
from contact.models.submissions import RateCounter, UsedSubmissionKey
from contact.models.transfer import (
    GROUNDS_WITHOUT_CONSENT,
    INSIDE,
    Channel,
    LegalGround,
    Recipient,
    Transfer,
    TransferredInquiry,
    TransferredPerson,
    WithholdingGround,
)
from contact.models.tray_mail import SeenMail, ThreadMail, ThrowAwayReason, TrayMail, TrayQuerySet

__all__ = [
    "ASKABLE",
    "CONSENT_IN_EFFECT",
    "DEADLINE_RUNNING",
    "GROUNDS_OF",
    "GROUNDS_WITHOUT_CONSENT",
    "INSIDE",
    "OPEN",
    "RESOLVED",
    "TRANSITIONS",
    "AccessReason",
    "AddressConfirmation",
    "AskedQuestion",
    "AttachedFile",
    "BlockedKind",
    "BlockedSender",
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
    "DeskDraft",
    "DeskReason",
    "Dimension",
    "Direction",
    "DraftForm",
    "EmailOriginal",
    "ErasureReason",
    "ExportCopy",
    "ExportFormat",
    "ExportReason",
    "ExportRecord",
    "ExportedInquiry",
    "FigureState",
    "IdentityCheck",
    "Incident",
    "IncidentKind",
    "Inquiry",
    "InquiryPurpose",
    "InquiryQuerySet",
    "InquirySearch",
    "InquiryTopic",
    "InsideQuestion",
    "LegalGround",
    "MagicLink",
    "Message",
    "MessageChannel",
    "MonthlyFigure",
    "MoveReason",
    "Note",
    "NoticeChoice",
    "NoticeMethod",
    "PersonsNotice",
    "PurposeNotice",
    "RateCounter",
    "Recipient",
    "RefusalGround",
    "Remark",
    "ReplyRules",
    "ReplyTemplate",
    "RequestType",
    "SavedFilter",
    "SearchText",
    "SeenMail",
    "Source",
    "SpamReason",
    "Status",
    "ThreadMail",
    "ThrowAwayReason",
    "Transfer",
    "TransferredInquiry",
    "TransferredPerson",
    "TrayMail",
    "TrayQuerySet",
    "UsedSubmissionKey",
    "WithholdingGround",
    "desk_calendar",
    "recipient_key",
    "reply_rules",
]
