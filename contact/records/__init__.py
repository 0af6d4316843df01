"""What is stored of inquiries."""

from contact.records.inquiry import Inquiry, InquiryQuerySet
from contact.records.states import DONE, NEXT, OPEN, Source, Status
from contact.records.tally import Tally

__all__ = ["DONE", "NEXT", "OPEN", "Inquiry", "InquiryQuerySet", "Source", "Status", "Tally"]
