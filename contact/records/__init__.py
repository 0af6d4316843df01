"""What is stored of inquiries."""

from contact.records.inquiry import Inquiry, InquiryQuerySet
from contact.records.sent_draft import SentDraft
from contact.records.states import DONE, OPEN, Source, Status
from contact.records.tally import Tally

__all__ = ["DONE", "OPEN", "Inquiry", "InquiryQuerySet", "SentDraft", "Source", "Status", "Tally"]
