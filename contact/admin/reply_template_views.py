"""The screens of the reply templates."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Textarea
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet

from contact.models import ReplyTemplate
from contact.permissions import may_keep_templates

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


class CreateTemplateView(TemplateAccess, generic.CreateView):
    """Adds a template."""


class EditTemplateView(TemplateAccess, generic.EditView):
    """Changes a template."""


class DeleteTemplateView(TemplateAccess, generic.DeleteView):
    """Deletes a template."""


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
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("title_ja"), FieldPanel("title_en")])],
            heading=pgettext_lazy("reply template", "Title"),
        ),
        MultiFieldPanel(
            [FieldPanel("body_ja", widget=BODY_INPUT), FieldPanel("body_en", widget=BODY_INPUT)],
            heading=_("Text, between salutation and signature"),
        ),
    )
