"""What is stored of inquiries."""

from contact.records.exports import ExportCopy, ExportedInquiry, ExportRecord, Format, Reason
from contact.records.inquiry import Inquiry, InquiryQuerySet
from contact.records.questions import AskedQuestion
from contact.records.sent_draft import SentDraft
from contact.records.states import DONE, OPEN, Source, Status
from contact.records.tally import Tally

__all__ = [
    "DONE",
    "OPEN",
    "AskedQuestion",
    "ExportCopy",
    "ExportRecord",
    "ExportedInquiry",
    "Format",
    "Inquiry",
    "InquiryQuerySet",
    "Reason",
    "SentDraft",
    "Source",
    "Status",
    "Tally",
]
