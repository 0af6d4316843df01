"""The screen of the rules for replies: words that are asked about, and colleagues whose replies are read first."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Q
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import LogContext

from cluster_cms.security.accounts import User
from cluster_cms.views.staff import shown_to
from contact.admin.base import DeskFormScreen
from contact.models import ReplyRules, reply_rules
from contact.permissions import colleagues, may_handle_inquiries


class PeopleField(forms.ModelMultipleChoiceField[User]):
    """A choice of colleagues by name."""

    def label_from_instance(self, person: User) -> str:
        return str(get_user_display_name(person))


class ReplyRulesForm(forms.ModelForm[ReplyRules]):
    """Words, one a line, and the people."""

    newcomers = PeopleField(
        queryset=User.objects.none(),
        label=gettext_lazy("Colleagues whose replies somebody else reads first"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Their replies wait in the inbox under “To be read before sending”."),
    )

    class Meta:
        model = ReplyRules
        fields = ["caution_words", "attachment_words", "newcomers"]
        widgets = dict.fromkeys(["caution_words", "attachment_words"], forms.Textarea(attrs={"rows": 5}))
        labels = {
            "caution_words": gettext_lazy("Words that are asked about"),
            "attachment_words": gettext_lazy("Words that announce a file"),
        }
        help_texts = {
            "caution_words": gettext_lazy("One a line, in Japanese and English. Width, case and kana do not matter."),
            "attachment_words": gettext_lazy("Asked about when one of them stands in a reply without a file."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        named = self.instance.newcomers.values("pk")
        field = self.fields["newcomers"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = User.objects.filter(Q(pk__in=colleagues().values("pk")) | Q(pk__in=named))


class ReplyRulesView(DeskFormScreen):
    """Shows and saves the rules."""

    may_access = staticmethod(may_handle_inquiries)
    template_name = "contact/admin/reply_rules.html"
    page_title = gettext_lazy("Rules for replies")
    header_icon = "mail"
    form_class = ReplyRulesForm
    success_url = reverse_lazy("inquiries:reply_rules")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": reply_rules()}

    @transaction.atomic
    def save(self, form: ReplyRulesForm) -> str:
        with LogContext(user=self.user):
            form.save()
        return str(gettext_lazy("The rules for replies are saved."))


def reply_rules_menu_item() -> MenuItem:
    """Return the item of the settings menu."""
    address = reverse("inquiries:reply_rules")
    return shown_to(may_handle_inquiries)(gettext_lazy("Rules for replies"), address, icon_name="mail", order=126)
