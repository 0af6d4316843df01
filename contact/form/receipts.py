"""The signed reference in the address of the thanks page."""

from datetime import datetime, timedelta

from django.core import signing

from cluster_cms import clock

VALID_FOR = timedelta(hours=24)
SALT = "contact.receipt"


class BadReceipt(Exception):
    """Not ours, changed, or older than VALID_FOR."""


def receipt_for(reference: str) -> str:
    return signing.Signer(salt=SALT).sign_object([reference, clock.now().isoformat()])


def reference_on(receipt: str) -> str:
    """Return the reference. Raises BadReceipt."""
    try:
        reference, made_at = signing.Signer(salt=SALT).unsign_object(receipt)
    except (signing.BadSignature, ValueError) as error:
        raise BadReceipt from error
    if clock.now() - datetime.fromisoformat(made_at) > VALID_FOR:
        raise BadReceipt
    return str(reference)
