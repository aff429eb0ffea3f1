"""The installation's secrets: from the environment, else made once and kept for its owner only."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from pathlib import Path

from digione.config import environment

KEY_LENGTH = 32  # bytes


def secret(name: str) -> str:
    """64 hexadecimal digits, the same at every start."""
    if given := environment.read(name):
        return given
    if not environment.is_demo():
        raise environment.BadSetting(
            f"{name} is not set. In production every secret comes from the environment; "
            "`python3 -c 'import secrets; print(secrets.token_hex(32))'` makes one."
        )
    return _kept(name)


def secret_bytes(name: str) -> bytes:
    return _bytes(name, secret(name))


def _bytes(name: str, digits: str) -> bytes:
    try:
        key = bytes.fromhex(digits)
    except ValueError as error:
        raise environment.BadSetting(f"{name} must be hexadecimal digits.") from error
    if len(key) != KEY_LENGTH:
        raise environment.BadSetting(f"{name} has {len(digits)} digits; it must have 64.")
    return key


def sealing_keys() -> dict[int, bytes]:
    """Number and key; the one with the highest number seals, the others still open."""
    if not environment.read("SEALING_KEYS"):
        return {1: bytes.fromhex(secret("SEALING_KEYS"))}
    keys = {}
    for pair in environment.read("SEALING_KEYS").split(","):
        number, _, digits = pair.strip().partition(":")
        if not number.isdecimal():
            raise environment.BadSetting("SEALING_KEYS must be number:64 hexadecimal digits, …")
        keys[int(number)] = _bytes("SEALING_KEYS", digits)
    return keys


def _kept(name: str) -> str:
    file = environment.var() / "secrets.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    if name in (kept := _read(file)):
        return kept[name]
    with file.with_suffix(".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        kept = {name: secrets.token_hex(32), **_read(file)}
        _write(file, kept)
    return kept[name]


def _read(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    return {str(name): str(value) for name, value in json.loads(file.read_text()).items()}


def _write(file: Path, kept: dict[str, str]) -> None:
    aside = file.with_suffix(".new")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump(kept, out, indent=1)
    aside.replace(file)
