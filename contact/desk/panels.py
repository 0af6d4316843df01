"""What stands on the page of one inquiry, by what its reader may do."""

from collections.abc import Mapping
from typing import Any

from django.forms import Form

from cluster_cms.accounts import User
from contact import answers
from contact.abuse.box import shown_suspicion
from contact.correspondence.conversation import conversation_of, notes_of
from contact.correspondence.forms import ElsewhereForm, MailForm, NoteForm, ReplyForm
from contact.correspondence.phrases import signature, told
from contact.correspondence.recipients import address_of
from contact.correspondence.replying import ANSWERABLE
from contact.desk.history import history_of
from contact.desk.work import AssigneeForm, StatusForm
from contact.permissions import (
    may_erase_inquiries,
    may_handle_inquiries,
    may_manage_retention,
    may_reply_to_inquiries,
)
from contact.records import Inquiry, InquiryQuerySet, ReplyTemplate, Status

MOST_PREVIOUS = 10


def panels(inquiry: Inquiry, person: User, bound: Mapping[str, Form]) -> dict[str, Any]:
    """Return the context of the page; `bound` are forms that come back with what was typed."""
    others = Inquiry.objects.genuine().of_same_address(inquiry).latest_first()
    return {
        "answers": [(answer["label"], answers.shown(answer)) for answer in inquiry.answers],
        "history": history_of(inquiry),
        "suspicion": shown_suspicion(inquiry, person),
        "may_handle": may_handle_inquiries(person) and inquiry.is_open,
        "may_reply": may_reply_to_inquiries(person),
        "may_hold": may_manage_retention(person),
        "may_erase": may_erase_inquiries(person),
        "forms": handling_forms(inquiry, person),
        "writing": {**writing_forms(inquiry, person), **bound},
        "to": address_of(inquiry),
        "signature": signature(inquiry.language),
        "templates": templates_for(inquiry),
        "conversation": conversation_of(inquiry),
        "notes": notes_of(inquiry),
        **previous(others),
    }


def handling_forms(inquiry: Inquiry, person: User) -> dict[str, Form]:
    """Return the forms that move an inquiry, by the name of their address."""
    if inquiry.status == Status.SPAM or not may_handle_inquiries(person):
        return {}
    return {"status": StatusForm(inquiry=inquiry), "assign": AssigneeForm(inquiry=inquiry)}


def writing_forms(inquiry: Inquiry, person: User) -> dict[str, Form]:
    """Return the forms in which this person may write, by the name of their address."""
    found: dict[str, Form] = {}
    if inquiry.status != Status.SPAM and may_handle_inquiries(person):
        found |= {"notes": NoteForm(inquiry=inquiry), "mail": MailForm(inquiry=inquiry)}
    if inquiry.status in ANSWERABLE and may_reply_to_inquiries(person):
        found["replied"] = ElsewhereForm(inquiry=inquiry)
        if address_of(inquiry) and inquiry.restricted_at is None:
            found["reply"] = ReplyForm(inquiry=inquiry)
    return found


def templates_for(inquiry: Inquiry) -> dict[str, str]:
    """Return the reply templates, filled in for this inquiry, by their ids."""
    return {str(template.pk): told(template, inquiry) for template in ReplyTemplate.objects.all()}


def previous(others: InquiryQuerySet) -> dict[str, Any]:
    """Return the newest other inquiries of the same address, and how many more there are."""
    shown = list(others[:MOST_PREVIOUS])
    return {"previous": shown, "more_previous": others.count() - len(shown) if len(shown) == MOST_PREVIOUS else 0}
