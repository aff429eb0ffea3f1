"""A passkey of software, for tests: it signs as a phone whose owner has just been verified."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import Any, Final

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from digione.foundation.identity.models import Account

_SITE: Final = hashlib.sha256(b"testserver").digest()
_VERIFIED: Final = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV
_LOGIN: Final = "/account/passkey/"


@dataclass(frozen=True, slots=True)
class Passkey:
    account: Account
    identifier: bytes
    key: ec.EllipticCurvePrivateKey

    @classmethod
    def of(cls, account: Account) -> Passkey:
        """Registered for the account, as after its page of keys."""
        made = cls(account, secrets.token_bytes(16), ec.generate_private_key(ec.SECP256R1()))
        credential = {**made._named(), "response": made._registration()}
        Authenticator.objects.create(
            user=account,
            type=Authenticator.Type.WEBAUTHN,
            data={"name": "phone", "credential": credential},
        )
        return made

    def signs_in(self, client: Client) -> Any:
        """Asks for a challenge and answers it."""
        asked = client.get(_LOGIN, headers={"x-requested-with": "XMLHttpRequest"})
        options = asked.json()["request_options"]
        challenge = websafe_decode(options["publicKey"]["challenge"])
        said = CollectedClientData.create("webauthn.get", challenge, "http://testserver")
        state = AuthenticatorData.create(_SITE, _VERIFIED, 1)
        signature = self.key.sign(state + said.hash, ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": websafe_encode(said),
            "authenticatorData": websafe_encode(state),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(user_pk_to_url_str(self.account).encode()),
        }
        credential = json.dumps({**self._named(), "response": response})
        return client.post(_LOGIN, {"credential": credential})

    def _named(self) -> dict[str, Any]:
        identifier = websafe_encode(self.identifier)
        return {
            "id": identifier,
            "rawId": identifier,
            "type": "public-key",
            "clientExtensionResults": {"credProps": {"rk": True}},
        }

    def _registration(self) -> dict[str, str]:
        point = self.key.public_key().public_numbers()
        across, up = (part.to_bytes(32, "big") for part in (point.x, point.y))
        public = ES256({1: 2, 3: ES256.ALGORITHM, -1: 1, -2: across, -3: up})
        attested = AttestedCredentialData.create(Aaguid.NONE, self.identifier, public)
        state = AuthenticatorData.create(_SITE, _VERIFIED | AuthenticatorData.FLAG.AT, 0, attested)
        said = CollectedClientData.create("webauthn.create", b"once", "http://testserver")
        return {
            "clientDataJSON": websafe_encode(said),
            "attestationObject": websafe_encode(AttestationObject.create("none", state, {})),
        }
