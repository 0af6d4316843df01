"""Shows the stored things to Django; nobody inside imports this module."""

from contact.form.questions import ContactQuestion
from contact.pages import ContactPage
from contact.records import (
    AskedQuestion,
    ExportCopy,
    ExportedInquiry,
    ExportRecord,
    HandedOver,
    HandedOverPerson,
    HandOver,
    Inquiry,
    InquiryPurpose,
    MailedLink,
    Message,
    Note,
    Remark,
    ReplyTemplate,
    RightsRequest,
    SentDraft,
    Tally,
)

__all__ = [
    "AskedQuestion",
    "ContactPage",
    "ContactQuestion",
    "ExportCopy",
    "ExportRecord",
    "ExportedInquiry",
    "HandOver",
    "HandedOver",
    "HandedOverPerson",
    "Inquiry",
    "InquiryPurpose",
    "MailedLink",
    "Message",
    "Note",
    "Remark",
    "ReplyTemplate",
    "RightsRequest",
    "SentDraft",
    "Tally",
]
