"""A passkey as a browser would have enrolled it, so that pages which list an account's passkeys can read it."""

from hashlib import sha256

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from cluster_cms.oversight.new_powers import record_confirmation
from cluster_cms.security.accounts import User

SITE = b"testserver"
PRESENT = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT


def passkey_of(owner: User, label: str) -> int:
    """Give an account a passkey and return its number; nobody keeps the private key."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    held = AttestedCredentialData.create(Aaguid.NONE, f"{label} {owner.pk}".encode(), key)
    shown = AuthenticatorData.create(sha256(SITE).digest(), PRESENT, 0, held)
    name = websafe_encode(held.credential_id)
    response = {
        "clientDataJSON": websafe_encode(
            b'{"type": "webauthn.create", "challenge": "", "origin": "https://testserver"}'
        ),
        "attestationObject": websafe_encode(bytes(AttestationObject.create("none", shown, {}))),
    }
    credential = {"id": name, "rawId": name, "type": "public-key", "response": response}
    data = {"name": label, "credential": credential}
    made = Authenticator.objects.create(user=owner, type=Authenticator.Type.WEBAUTHN, data=data)
    record_confirmation(account=owner, actor=None)  # an approver with a new factor would have to wait
    return int(made.pk)
