"""The block list of senders: what it has caught, one field to put somebody on it or take them off, and its buttons."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy, pgettext_lazy

from contact.admin.base import ActionView, DeskFormScreen, Text
from contact.inquiries.block_list import (
    AlreadyBlocked,
    NotASender,
    OwnDomain,
    SharedDomain,
    block_sender,
    find_entry,
    unblock,
)
from contact.inquiries.history import name_of, people_of
from contact.models import BlockedSender
from contact.permissions import may_handle_inquiries

BLOCKED = gettext_lazy("What comes from there goes to the suspected spam from now on.")
UNBLOCKED = gettext_lazy("Taken off the block list.")
REFUSALS = {
    NotASender: gettext_lazy("Nothing was saved: this is neither an email address nor a domain."),
    OwnDomain: gettext_lazy("Nothing was saved: this belongs to our own company."),
    SharedDomain: gettext_lazy("Nothing was saved: very many people share this domain. Block the address instead."),
    AlreadyBlocked: gettext_lazy("It is on the block list already."),
}


class NotBlocked(Exception):
    """What was typed is not on the list."""


class SenderForm(forms.Form):
    """An address or a domain, as it is typed or pasted."""

    sender = forms.CharField(
        label=pgettext_lazy("block list", "Email address or domain"),
        max_length=320,
        error_messages={"required": gettext_lazy("Enter an email address or a domain")},
        help_text=gettext_lazy(
            "For example sales@example.com or example.com. Only a code of it is kept, from which nobody can read it."
        ),
    )


class BlockListView(DeskFormScreen):
    """Lists the entries by day and number of catches, and adds or removes the one that is typed."""

    may_access = staticmethod(may_handle_inquiries)
    template_name = "contact/admin/spam/blocked.html"
    page_title = gettext_lazy("Block list")
    header_icon = "warning"
    parents = (*DeskFormScreen.parents, ("spam:index", gettext_lazy("Suspected spam")))
    form_class = SenderForm
    success_url = reverse_lazy("spam:blocked")
    refusals = REFUSALS | {NotBlocked: gettext_lazy("This is not on the block list.")}

    def save(self, form: SenderForm) -> Text:
        sender = form.cleaned_data["sender"]
        if "remove" not in self.request.POST:
            block_sender(text=sender, actor=self.user)
            return BLOCKED
        entry = find_entry(sender)
        if entry is None:
            raise NotBlocked
        unblock(entry=entry, actor=self.user)
        return UNBLOCKED

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = list(BlockedSender.objects.all())
        people = people_of(entry.author_id for entry in entries)
        context = super().get_context_data(**kwargs)
        return context | {"entries": [(entry, name_of(entry.author_id, people)) for entry in entries]}


class UnblockView(ActionView):
    """Takes the entry of one line off the list."""

    may_access = staticmethod(may_handle_inquiries)

    def perform(self) -> Text:
        unblock(entry=get_object_or_404(BlockedSender, pk=self.kwargs["entry"]), actor=self.user)
        return UNBLOCKED

    def get_success_url(self) -> str:
        return reverse("spam:blocked")
