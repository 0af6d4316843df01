"""Shows the stored things to Django; nobody inside imports this module."""

from contact.form.questions import ContactQuestion
from contact.pages import ContactPage
from contact.records import (
    AskedQuestion,
    Consent,
    ExportCopy,
    ExportedInquiry,
    ExportRecord,
    HandedOver,
    HandedOverPerson,
    HandOver,
    Incident,
    Inquiry,
    InquiryPurpose,
    MailedLink,
    Message,
    Note,
    PurposeNotice,
    ReplyTemplate,
    RightsRequest,
    SentDraft,
    Tally,
)

__all__ = [
    "AskedQuestion",
    "Consent",
    "ContactPage",
    "ContactQuestion",
    "ExportCopy",
    "ExportRecord",
    "ExportedInquiry",
    "HandOver",
    "HandedOver",
    "HandedOverPerson",
    "Incident",
    "Inquiry",
    "InquiryPurpose",
    "MailedLink",
    "Message",
    "Note",
    "PurposeNotice",
    "ReplyTemplate",
    "RightsRequest",
    "SentDraft",
    "Tally",
]
