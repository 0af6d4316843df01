"""The promises are proved on inquiries that a visitor really sends."""

from tests.contact.conftest import inquiry, visit

__all__ = ["inquiry", "visit"]
