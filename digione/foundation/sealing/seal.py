"""AES-256-GCM with a key per municipality and a text bound to its person and field."""

from __future__ import annotations

import hmac
import secrets
from functools import lru_cache
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from digione.foundation.tenancy import current_tenant

_NONCE: Final = 12  # bytes, as NIST SP 800-38D recommends for GCM


class BrokenSeal(ValueError):
    """The ciphertext was altered, or belongs to another person, field or municipality."""


def seal(text: str, *, about: UUID, field: str) -> bytes:
    """Encrypts `text` with the newest key: one byte key number, nonce, ciphertext."""
    key_id = max(settings.SEALING_KEYS)
    nonce = secrets.token_bytes(_NONCE)
    sealed = _cipher(key_id, current_tenant()).encrypt(nonce, text.encode(), _bond(about, field))
    return bytes([key_id]) + nonce + sealed


def unseal(sealed: bytes, *, about: UUID, field: str) -> str:
    """The text again; raises `BrokenSeal` where it is not this person's and this field's."""
    key_id, nonce, body = key_of(sealed), sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    if key_id not in settings.SEALING_KEYS:
        raise BrokenSeal(f"key {key_id} is not in the key store")
    try:
        return (
            _cipher(key_id, current_tenant())
            .decrypt(bytes(nonce), bytes(body), _bond(about, field))
            .decode()
        )
    except InvalidTag:
        raise BrokenSeal(field) from None


def key_of(sealed: bytes) -> int:
    """Which key closed this value; the rotation looks for old ones."""
    return sealed[0]


def blind_index(text: str, *, field: str) -> bytes:
    """Finds an encrypted value by equality within one municipality, and tells nothing else."""
    oldest = min(settings.SEALING_KEYS)  # the index keeps its key when values are sealed anew
    key = _derived(oldest, current_tenant(), "index")
    return hmac.digest(key, f"{field}|{text}".encode(), "sha256")


def _bond(about: UUID, field: str) -> bytes:
    return f"{current_tenant()}|{about}|{field}".encode()


def _cipher(key_id: int, tenant_id: int) -> AESGCM:
    return AESGCM(_derived(key_id, tenant_id, "text"))


@lru_cache(maxsize=2048)
def _derived(key_id: int, tenant_id: int, use: str) -> bytes:
    """HKDF (RFC 5869): one secret in the key store, a separate key for each tenant and use."""
    info = f"digione|{tenant_id}|{use}".encode()
    return HKDF(SHA256(), length=32, salt=None, info=info).derive(settings.SEALING_KEYS[key_id])
