"""The screens of the reply templates; each change is recorded in the audit log."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Textarea
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet

from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.models import ReplyTemplate
from contact.permissions import may_keep_templates

SAVED, DELETED = "reply_template.saved", "reply_template.deleted"
BODY_INPUT = Textarea(attrs={"rows": 14})


class TemplateAccess:
    """Mix-in: refuses (PermissionDenied) before anything is looked up."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        if not may_keep_templates(request.user):
            raise PermissionDenied
        super().setup(request, *args, **kwargs)  # type: ignore[misc]  # a mix-in: the view beside it has it


class TemplatesView(TemplateAccess, generic.IndexView):
    """Lists the templates."""


class TemplateHistoryView(TemplateAccess, HistoryView):
    """Shows who changed a template."""


class TemplateUsageView(TemplateAccess, UsageView):
    """Shows what refers to a template: nothing does, for a reply is a copy."""


class RecordSaving:
    """Mix-in: records in the audit log that a template was saved, in the transaction that saves it."""

    request: HttpRequest

    @transaction.atomic
    def save_instance(self) -> ReplyTemplate:
        template: ReplyTemplate = super().save_instance()  # type: ignore[misc]  # the view beside it has it
        user = self.request.user
        audit.record(SAVED, actor=user if isinstance(user, User) else None, subject=str(template.pk))
        return template


class CreateTemplateView(TemplateAccess, RecordSaving, generic.CreateView):
    """Adds a template."""


class EditTemplateView(TemplateAccess, RecordSaving, generic.EditView):
    """Changes a template."""


class DeleteTemplateView(TemplateAccess, generic.DeleteView):
    """Deletes a template."""

    @transaction.atomic
    def delete_action(self) -> None:
        subject = str(self.object.pk)
        super().delete_action()
        audit.record(DELETED, actor=self.request.user, subject=subject)


class ReplyTemplateViewSet(ModelViewSet):
    """Everything under /admin/inquiries/templates/."""

    model = ReplyTemplate
    name = "reply_templates"
    url_prefix = "inquiries/templates"
    icon = "doc-full-inverse"
    menu_order = 125
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_display = ("title_ja", "title_en")
    index_view_class = TemplatesView
    history_view_class = TemplateHistoryView
    usage_view_class = TemplateUsageView
    add_view_class = CreateTemplateView
    edit_view_class = EditTemplateView
    delete_view_class = DeleteTemplateView
    panels = (
        HelpPanel(template="contact/admin/reply_template_placeholders.html", heading=_("What can be filled in")),
        MultiFieldPanel([FieldRowPanel([FieldPanel("title_ja"), FieldPanel("title_en")])], heading=_("Title")),
        MultiFieldPanel(
            [FieldPanel("body_ja", widget=BODY_INPUT), FieldPanel("body_en", widget=BODY_INPUT)],
            heading=_("Text, between salutation and signature"),
        ),
    )
