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
_NATION: Final = 0  # no municipality has this number


class BrokenSeal(ValueError):
    """The ciphertext was altered, or belongs to another person, field or municipality."""


def seal(text: str, *, about: UUID, field: str) -> bytes:
    """Encrypts `text` with the newest key: one byte key number, nonce, ciphertext."""
    tenant_id = current_tenant()
    return _seal(text, tenant_id, f"{tenant_id}|{about}|{field}")


def unseal(sealed: bytes, *, about: UUID, field: str) -> str:
    """The text again; raises `BrokenSeal` where it is not this person's and this field's."""
    tenant_id = current_tenant()
    return _unseal(sealed, tenant_id, f"{tenant_id}|{about}|{field}")


def seal_nationally(text: str, *, field: str) -> bytes:
    """For secrets of accounts, which stand outside every municipality."""
    return _seal(text, _NATION, f"{_NATION}|{field}")


def unseal_nationally(sealed: bytes, *, field: str) -> str:
    return _unseal(sealed, _NATION, f"{_NATION}|{field}")


def newest_key() -> int:
    return max(settings.SEALING_KEYS)


def key_of(sealed: bytes) -> int:
    """Which key closed this value; the rotation looks for old ones."""
    return sealed[0]


def blind_index(text: str, *, field: str) -> bytes:
    """Finds an encrypted value by equality within one municipality, and tells nothing else."""
    return _blind_index(newest_key(), text, field)


def blind_indexes(text: str, *, field: str) -> list[bytes]:
    """By every key in the store: while a rotation goes on, the value may stand under any."""
    return [_blind_index(key_id, text, field) for key_id in settings.SEALING_KEYS]


def _blind_index(key_id: int, text: str, field: str) -> bytes:
    key = _derived(key_id, current_tenant(), "index")
    return hmac.digest(key, f"{field}|{text}".encode(), "sha256")


def _seal(text: str, tenant_id: int, bond: str) -> bytes:
    key_id, nonce = newest_key(), secrets.token_bytes(_NONCE)
    sealed = _cipher(key_id, tenant_id).encrypt(nonce, text.encode(), bond.encode())
    return bytes([key_id]) + nonce + sealed


def _unseal(sealed: bytes, tenant_id: int, bond: str) -> str:
    sealed = bytes(sealed)
    if len(sealed) <= _NONCE:
        raise BrokenSeal("too short")
    key_id, nonce, body = key_of(sealed), sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    if key_id not in settings.SEALING_KEYS:
        raise BrokenSeal(f"key {key_id} is not in the key store")
    try:
        return _cipher(key_id, tenant_id).decrypt(nonce, body, bond.encode()).decode()
    except InvalidTag:
        raise BrokenSeal(bond.rpartition("|")[2]) from None


def _cipher(key_id: int, tenant_id: int) -> AESGCM:
    return AESGCM(_derived(key_id, tenant_id, "text"))


def _derived(key_id: int, tenant_id: int, use: str) -> bytes:
    return _hkdf(settings.SEALING_KEYS[key_id], f"digione|{tenant_id}|{use}".encode())


@lru_cache(maxsize=2048)
def _hkdf(secret: bytes, info: bytes) -> bytes:
    """HKDF (RFC 5869): one secret in the key store, a separate key for each tenant and use."""
    return HKDF(SHA256(), length=32, salt=None, info=info).derive(secret)
