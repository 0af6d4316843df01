"""Shows the stored things to Django; nobody inside imports this module."""

from contact.form.questions import ContactQuestion
from contact.pages import ContactPage
from contact.records import (
    AskedQuestion,
    Consent,
    DeskCalendar,
    ExportCopy,
    ExportedInquiry,
    ExportRecord,
    HandedOver,
    HandedOverPerson,
    HandOver,
    Inquiry,
    InquiryPurpose,
    InquirySearch,
    MailedLink,
    Message,
    Note,
    Remark,
    RightsRequest,
    SentDraft,
    Tally,
)

__all__ = [
    "AskedQuestion",
    "Consent",
    "ContactPage",
    "ContactQuestion",
    "DeskCalendar",
    "ExportCopy",
    "ExportRecord",
    "ExportedInquiry",
    "HandOver",
    "HandedOver",
    "HandedOverPerson",
    "Inquiry",
    "InquiryPurpose",
    "InquirySearch",
    "MailedLink",
    "Message",
    "Note",
    "Remark",
    "RightsRequest",
    "SentDraft",
    "Tally",
]
