"""The panel of one's own account in which a member of the desk switches notices on and off."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from cluster_cms.security.accounts import User
from contact.models import NoticeChoice
from contact.permissions import may_handle_inquiries


class NoticeChoiceForm(forms.ModelForm[NoticeChoice]):
    """Which notices come by email."""

    class Meta:
        model = NoticeChoice
        fields = ("assigned", "message", "due")
        labels = {
            "assigned": pgettext_lazy("notice", "When an inquiry is assigned to me"),
            "message": pgettext_lazy("notice", "When the writer of one of my inquiries has written or done something"),
            "due": pgettext_lazy("notice", "In the morning: what is due by the next business day"),
        }


class NoticePanel(BaseSettingsPanel):
    """Emails about inquiries; shown to whoever works on them."""

    name = "inquiry_notices"
    title = gettext_lazy("Emails about inquiries")
    tab = notifications_tab
    order = 200
    user: User
    form_class = NoticeChoiceForm

    def is_active(self) -> bool:
        return may_handle_inquiries(self.user)

    def get_form(self) -> NoticeChoiceForm:
        choice = NoticeChoice.objects.filter(user=self.user).first() or NoticeChoice(user=self.user)
        data: Any = self.request.POST if self.request.method == "POST" else None
        return self.form_class(data, instance=choice, prefix=self.name)
