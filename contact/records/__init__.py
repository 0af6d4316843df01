"""What is stored of inquiries."""

from contact.records.correspondence import Direction, Message, Note, Way
from contact.records.exports import ExportCopy, ExportedInquiry, ExportRecord, Format, Reason
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
from contact.records.inquiry import Inquiry, InquiryQuerySet
from contact.records.purposes import InquiryPurpose
from contact.records.questions import AskedQuestion
from contact.records.reasons import ErasureReason, OpeningReason, Remark
from contact.records.reply_template import ReplyTemplate
from contact.records.rights import Demand, MailedLink, RightsRequest
from contact.records.sent_draft import SentDraft
from contact.records.states import DONE, NEXT, OPEN, Source, Status, Told
from contact.records.tally import Tally

__all__ = [
    "DONE",
    "NEXT",
    "OPEN",
    "WITHOUT_CONSENT",
    "AskedQuestion",
    "Channel",
    "Demand",
    "Direction",
    "ErasureReason",
    "ExportCopy",
    "ExportRecord",
    "ExportedInquiry",
    "Format",
    "Ground",
    "HandOver",
    "HandOverQuerySet",
    "HandedOver",
    "HandedOverPerson",
    "Inquiry",
    "InquiryPurpose",
    "InquiryQuerySet",
    "MailedLink",
    "Message",
    "Note",
    "OpeningReason",
    "Reason",
    "Receiver",
    "Remark",
    "ReplyTemplate",
    "RightsRequest",
    "SentDraft",
    "Source",
    "Status",
    "Tally",
    "Told",
    "Way",
]
