"""What is stored of inquiries."""

from contact.records.correspondence import Direction, Message, Note, Way
from contact.records.exports import ExportCopy, ExportedInquiry, ExportRecord, Format, Reason
from contact.records.inquiry import Inquiry, InquiryQuerySet
from contact.records.purposes import InquiryPurpose
from contact.records.questions import AskedQuestion
from contact.records.reply_template import ReplyTemplate
from contact.records.rights import Demand, MailedLink, RightsRequest
from contact.records.sent_draft import SentDraft
from contact.records.states import DONE, NEXT, OPEN, Source, Status, Told
from contact.records.tally import Tally

__all__ = [
    "DONE",
    "NEXT",
    "OPEN",
    "AskedQuestion",
    "Demand",
    "Direction",
    "ExportCopy",
    "ExportRecord",
    "ExportedInquiry",
    "Format",
    "Inquiry",
    "InquiryPurpose",
    "InquiryQuerySet",
    "MailedLink",
    "Message",
    "Note",
    "Reason",
    "ReplyTemplate",
    "RightsRequest",
    "SentDraft",
    "Source",
    "Status",
    "Tally",
    "Told",
    "Way",
]
