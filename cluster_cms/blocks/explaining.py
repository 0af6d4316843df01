"""Blocks that explain: questions with answers, steps, a notice, a quotation."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import CharBlock, ChoiceBlock, ListBlock, StructBlock, TextBlock
from wagtail.rich_text import get_text_for_indexing

from cluster_cms.blocks.rich_text import WORDS, ProseBlock


class QuestionBlock(StructBlock):
    """One question with its answer."""

    question = CharBlock(label=_("Question"), max_length=160)
    answer = ProseBlock(
        label=pgettext_lazy("of a question", "Answer"), features=[*WORDS, "ol", "ul", "link", "document-link"]
    )

    class Meta:
        icon = "help"
        label = _("Question")
        label_format = "{question}"


class FaqBlock(StructBlock):
    """Questions that open to their answers; each answer has an address of its own."""

    questions = ListBlock(QuestionBlock(), label=_("Questions"), min_num=1)

    class Meta:
        icon = "help"
        group = _("Explaining")
        label = _("Questions and answers")
        description = _("Questions that open to their answers. Search engines are told about them as well.")
        template = "cluster_cms/blocks/faq.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "questions": [
                {"question": _("Are samples free?"), "answer": _("<p>Up to 100 g of a compound.</p>")},
                {
                    "question": _("May we ask without a drawing?"),
                    "answer": _("<p>Yes. A sketch with sizes is enough.</p>"),
                },
            ]
        }

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add whether the block is the first of its kind on the page, whose first answer stands open."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        asked = [part for section in context.get("sections", []) for part in section.parts if part.block_type == "faq"]
        return {**context, "opens": not asked or value is asked[0].value}


def faq_page(blocks: Iterable[Any]) -> list[dict[str, Any]]:
    """Return the questions that stand on a page as one FAQPage (schema.org); nothing where there are none."""
    asked = [question for block in blocks if block.block_type == "faq" for question in block.value["questions"]]
    questions = [
        {
            "@type": "Question",
            "name": question["question"],
            "acceptedAnswer": {"@type": "Answer", "text": get_text_for_indexing(question["answer"].source)},
        }
        for question in asked
    ]
    return [{"@type": "FAQPage", "mainEntity": questions}] if questions else []


class StepBlock(StructBlock):
    """One step, with what was measured in it."""

    when = CharBlock(label=_("When, or which"), max_length=20, required=False, help_text=_("For example: week 3."))
    title = CharBlock(label=_("Title"), max_length=60)
    text = TextBlock(label=_("Text"), max_length=300, required=False, rows=3)
    result = CharBlock(label=_("Result"), max_length=20, required=False, help_text=_("One number with its unit."))
    result_label = CharBlock(label=_("What the result measures"), max_length=40, required=False)

    class Meta:
        icon = "arrow-right"
        label = _("Step")
        label_format = "{title}"


class StepsBlock(StructBlock):
    """Steps in their order."""

    steps = ListBlock(StepBlock(), label=pgettext_lazy("of a work", "Steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        group = _("Explaining")
        label = pgettext_lazy("of a work", "Steps")
        description = _("What is done, one step after the other, with the results if there are any.")
        template = "cluster_cms/blocks/steps.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "steps": [
                {"when": _("Week 1"), "title": _("Measure"), "result": "5.9 µm", "result_label": _("mean movement")},
                {"when": _("Week 3"), "title": _("Change the grains"), "result": "0.8 µm"},
            ]
        }


class NoticeKind(models.TextChoices):
    """How urgent a notice is."""

    INFORMATION = "information", pgettext_lazy("kind of notice", "Information")
    WARNING = "warning", pgettext_lazy("kind of notice", "Please note")


class NoticeBlock(StructBlock):
    """A notice that makes readers stop."""

    kind = ChoiceBlock(label=_("Kind"), choices=NoticeKind.choices, default=NoticeKind.INFORMATION)
    title = CharBlock(label=_("Title"), max_length=80)
    text = ProseBlock(label=_("Text"), features=[*WORDS, "ul", "link", "document-link"], required=False)

    class Meta:
        icon = "warning"
        group = _("Explaining")
        label = _("Notice")
        description = _("Something that readers should stop for: an information or a warning. One a page is best.")
        template = "cluster_cms/blocks/notice.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "kind": NoticeKind.WARNING,
            "title": _("No deliveries from 29 December to 4 January"),
            "text": _("<p>Please order by 18 December.</p>"),
        }
        label_format = "{title}"


class QuotationBlock(StructBlock):
    """What somebody said, and who."""

    sentence = TextBlock(label=pgettext_lazy("mail", "Words"), max_length=300, rows=3)
    name = CharBlock(label=_("Who says it"), max_length=60)
    office = CharBlock(label=_("Company and office"), max_length=80, required=False)

    class Meta:
        icon = "openquote"
        group = _("Explaining")
        label = _("Quotation")
        description = _("The words of a customer or a colleague, with the name.")
        template = "cluster_cms/blocks/quotation.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "sentence": _("We took the adjustment out of the line."),
            "name": _("Head of production (sample)"),
            "office": _("A maker of lenses"),
        }
        label_format = "{name}: {sentence}"
