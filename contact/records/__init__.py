"""What is stored of inquiries."""

from contact.records.calendar import Closure, DeskCalendar, desk_calendar
from contact.records.consents import STANDING, Answer, Consent, ConsentQuerySet, receiver_key
from contact.records.correspondence import Direction, Message, Note, Way
from contact.records.exports import ExportCopy, ExportedInquiry, ExportRecord, Format, Reason
from contact.records.folded_text import FoldedText
from contact.records.handovers import (
    WITHOUT_CONSENT,
    Channel,
    Ground,
    HandedOver,
    HandedOverPerson,
    HandOver,
    HandOverQuerySet,
    Receiver,
)
from contact.records.incidents import Happened, Incident
from contact.records.inquiry import Inquiry, InquiryQuerySet
from contact.records.purpose_notices import PurposeNotice
from contact.records.purposes import InquiryPurpose
from contact.records.questions import AskedQuestion
from contact.records.reasons import ChangeReason, ClearingReason, ErasureReason, OpeningReason, Remark, SpamReason
from contact.records.reply_template import ReplyTemplate
from contact.records.rights import Demand, MailedLink, Proof, Refusal, RightsRequest, RightsRequestQuerySet
from contact.records.searches import InquirySearch
from contact.records.sent_draft import SentDraft
from contact.records.states import DONE, NEXT, OPEN, TICKING, Source, Status, Told
from contact.records.tally import Tally

__all__ = [
    "DONE",
    "NEXT",
    "OPEN",
    "STANDING",
    "TICKING",
    "WITHOUT_CONSENT",
    "Answer",
    "AskedQuestion",
    "ChangeReason",
    "Channel",
    "ClearingReason",
    "Closure",
    "Consent",
    "ConsentQuerySet",
    "Demand",
    "DeskCalendar",
    "Direction",
    "ErasureReason",
    "ExportCopy",
    "ExportRecord",
    "ExportedInquiry",
    "FoldedText",
    "Format",
    "Ground",
    "HandOver",
    "HandOverQuerySet",
    "HandedOver",
    "HandedOverPerson",
    "Happened",
    "Incident",
    "Inquiry",
    "InquiryPurpose",
    "InquiryQuerySet",
    "InquirySearch",
    "MailedLink",
    "Message",
    "Note",
    "OpeningReason",
    "Proof",
    "PurposeNotice",
    "Reason",
    "Receiver",
    "Refusal",
    "Remark",
    "ReplyTemplate",
    "RightsRequest",
    "RightsRequestQuerySet",
    "SentDraft",
    "Source",
    "SpamReason",
    "Status",
    "Tally",
    "Told",
    "Way",
    "desk_calendar",
    "receiver_key",
]
