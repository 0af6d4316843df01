"""The buttons that take a reply back before it leaves, and those of the second reader."""

from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from contact.admin.base import InquiryActionView, Text
from contact.inquiries.reply_recall import (
    NotASecondReader,
    ReplyHasLeft,
    approve_reply,
    send_reply_back,
    take_back_reply,
)
from contact.permissions import may_reply_to_inquiries


class TakeReplyBackView(InquiryActionView):
    """Takes back one's own reply and leads to its words, which are a draft again."""

    may_access = staticmethod(may_reply_to_inquiries)
    place = "reply"
    refusals = {ReplyHasLeft: (messages.warning, gettext_lazy("The reply has left already, or was taken back."))}

    def perform(self) -> Text:
        take_back_reply(inquiry=self.inquiry, key=self.kwargs["record"], actor=self.user)
        return gettext_lazy("The reply is taken back. Nothing was sent; your words are below as a draft.")


class SecondReaderView(InquiryActionView):
    """Base of the buttons of the second reader."""

    may_access = staticmethod(may_reply_to_inquiries)
    place = "conversation"
    refusals = {
        ReplyHasLeft: (messages.warning, gettext_lazy("The reply was released or taken back a moment ago.")),
        NotASecondReader: (messages.error, gettext_lazy("Nothing was done: somebody else has to read this reply.")),
    }


class ApproveReplyView(SecondReaderView):
    """Lets a reply go out."""

    def perform(self) -> Text:
        approve_reply(inquiry=self.inquiry, key=self.kwargs["record"], actor=self.user)
        return gettext_lazy("The reply goes out in a moment.")


class SendReplyBackView(SecondReaderView):
    """Gives a reply back to its author."""

    def perform(self) -> Text:
        send_reply_back(inquiry=self.inquiry, key=self.kwargs["record"], actor=self.user)
        return gettext_lazy("The reply is given back; its author finds the words as a draft.")
