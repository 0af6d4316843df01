"""The exception that refuses a publication, and the reasons it carries."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """One reason: a code for programs, a sentence in the active language, and the field it is about."""

    code: str
    text: str
    field: str = ""

    def __str__(self) -> str:
        return self.text

    @property
    def anchor(self) -> str:
        """Return the link to the field within the editor: blocks and form fields are named differently there."""
        if not self.field:
            return ""
        return f"#{self.field}-section" if self.field.startswith("block-") else f"#id_{self.field}"


class PublicationRefused(Exception):
    """Raised instead of publishing; holds all reasons at once."""

    def __init__(self, reasons: list[Reason]) -> None:
        super().__init__(" ".join(reason.text for reason in reasons))
        self.reasons = reasons
