"""Machine code on disk is dropped once a source it was made of has changed.

numba looks only at the file of the function that it loads, yet compiles functions of other files
into it: after an update, old code would write where the new arrays no longer have the same things.
"""

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

STAMP = "sources.stamp"


def drop_stale(folder: Path) -> None:
    """Drop the machine code kept for the sources of a folder, unless it is of them as they are.

    A folder that may not be written to is left alone: what was installed there came all at once.
    """
    kept = folder / "__pycache__"
    with suppress(OSError):
        kept.mkdir(exist_ok=True)
        stamp, now = kept / STAMP, _digest(folder)
        if stamp.is_file() and stamp.read_text() == now:
            return
        for index in kept.glob("*.nbi"):
            index.unlink(missing_ok=True)
        stamp.write_text(now)


def _digest(folder: Path) -> str:
    """What the sources are, told in figures."""
    sources = sorted(folder.glob("*.py"))
    return blake2b(b"".join(_figures(source) for source in sources), digest_size=16).hexdigest()


def _figures(source: Path) -> bytes:
    known = source.stat()
    return f"{source.name} {known.st_size} {known.st_mtime_ns}\n".encode()
