"""Comparisons of two versions that show what was changed alone: Wagtail's show every block of the page around it."""

from typing import Any

from django.utils.html import format_html, format_html_join
from wagtail.admin import compare
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField


def is_changed(comparison: Any) -> bool:
    return bool(comparison.is_new() or comparison.is_deleted() or comparison.has_changed())


class ChangedStreamComparison(compare.StreamBlockComparison):
    def get_block_comparisons(self) -> list[Any]:
        """Return the comparisons of blocks that were added, changed or deleted."""
        return [one for one in super().get_block_comparisons() if is_changed(one)]


class ChangedListComparison(compare.ListBlockComparison):
    def get_block_comparisons(self) -> list[Any]:
        """Return the comparisons of items that were added, changed or deleted."""
        return [one for one in super().get_block_comparisons() if is_changed(one)]


class ChangedStructComparison(compare.StructBlockComparison):
    """Shows the fields that differ; the first one always, for it says which block it is."""

    def htmldiff(self) -> str:
        found = []
        for number, (name, block) in enumerate(self.block.child_blocks.items()):
            comparison = self.compared(block, self.val_a[name], self.val_b[name])
            if is_changed(comparison):
                found.append((block.label, comparison.htmldiff()))
            elif not number and self.val_a[name]:
                found.append((block.label, comparison.htmlvalue(self.val_a[name])))
        return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", found))

    def compared(self, block: Any, before: Any, after: Any) -> Any:
        kind = compare.get_comparison_class_for_block(block)
        return kind(block, self.exists_a, self.exists_b, before, after)


class ChangedFieldComparison(compare.StreamFieldComparison):
    def htmldiff(self) -> str:
        """Return the changed blocks of a field; versions without keys of blocks are compared as Wagtail does."""
        if not (self.has_block_ids(self.val_a) and self.has_block_ids(self.val_b)):
            whole: str = super().htmldiff()
            return whole
        changed: str = ChangedStreamComparison(self.field.stream_block, True, True, self.val_a, self.val_b).htmldiff()
        return changed


def install() -> None:
    """Have Wagtail's fields and blocks name these; it asks each block for a method of this name first."""
    compare.register_comparison_class(StreamField, comparison_class=ChangedFieldComparison)
    kinds = {
        StreamBlock: ChangedStreamComparison,
        ListBlock: ChangedListComparison,
        StructBlock: ChangedStructComparison,
    }
    for block, comparison in kinds.items():
        block.get_comparison_class = lambda self, comparison=comparison: comparison
