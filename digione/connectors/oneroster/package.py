"""Opening a zip that somebody sent: which files it holds, and in which mode each is meant."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from .columns import MODES, PASSED_OVER, SHEETS, VERSIONS
from .findings import Finding, Findings, refused
from .sheets import decoded

_BIGGEST: Final = 2_000_000_000  # bytes of all files unpacked
_BIGGEST_FILE: Final = 1_000_000_000
_DENSEST: Final = 300  # to 1; text packs to a tenth, a bomb to a thousandth
_SMALL: Final = 10_000_000  # below this no bomb hurts
_MOST_FILES: Final = 200
_MEND_ZIP: Final = "Make the package again in the system that it comes from."
_MEND_NAME: Final = "Name the file exactly as the standard does."
_MANIFEST: Final = "manifest.csv"


@dataclass(slots=True)
class Package:
    """The files that are read, by their names in the standard, with the mode of each."""

    archive: zipfile.ZipFile
    version: str = ""
    members: dict[str, zipfile.ZipInfo] = field(default_factory=dict)
    modes: dict[str, str] = field(default_factory=dict)

    def content(self, name: str) -> bytes:
        """The bytes of a file; what the zip says of its size is not believed."""
        info = self.members[name]
        try:
            with self.archive.open(info) as packed:
                content = packed.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            what = f"The file cannot be unpacked ({error})."
            raise refused(file=info.filename, what=what, mend=_MEND_ZIP) from error
        if len(content) > info.file_size:
            what = "The file is bigger than the zip says."
            raise refused(file=info.filename, what=what, mend=_MEND_ZIP)
        return content


def opened(path: Path, findings: Findings) -> Package:
    """Raises `Refused` where it is no zip that can be trusted; slips become findings."""
    try:
        package = Package(zipfile.ZipFile(path))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        what = f"This is not a zip file ({error})."
        raise refused(file=path.name, what=what, mend=_MEND_ZIP) from error
    _weigh(path.name, package.archive)
    for info in package.archive.infolist():
        _sort_in(package, info, findings)
    _read_manifest(package, findings)
    return package


def _weigh(name: str, archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    whole = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos) or 1
    reasons = (
        (len(infos) > _MOST_FILES, f"The zip holds {len(infos)} files."),
        (any(i.flag_bits & 1 for i in infos), "The zip is locked with a password."),
        (whole > _BIGGEST, f"Unpacked the zip would be {whole:,} bytes."),
        (any(i.file_size > _BIGGEST_FILE for i in infos), "A file in the zip is too big."),
        (
            whole > _SMALL and whole > packed * _DENSEST,
            "The zip unpacks far beyond what text does.",
        ),
    )
    for is_so, what in reasons:
        if is_so:
            raise refused(file=name, what=what, mend=_MEND_ZIP)


def _sort_in(package: Package, info: zipfile.ZipInfo, findings: Findings) -> None:
    """A file in a folder, or in other letters than the standard's, is what it is meant to be."""
    name = PurePosixPath(info.filename).name
    if info.is_dir() or name.startswith(".") or "__MACOSX" in info.filename:
        return
    standard = _standard_name(name)
    if not standard:
        what = "No file of OneRoster has this name; it was passed over."
        findings.deviation(Finding(file=info.filename, what=what, mend="Leave it out."))
        return
    if standard in package.members:
        raise refused(file=info.filename, what=f"The zip holds {standard} twice.", mend=_MEND_ZIP)
    if info.filename != standard:
        what = f"Read as {standard}."
        findings.deviation(Finding(file=info.filename, what=what, mend=_MEND_NAME))
    package.members[standard] = info


def _standard_name(name: str) -> str:
    for known in (_MANIFEST, *(f"{n}.csv" for n in (*SHEETS, *PASSED_OVER))):
        if name.casefold() == known.casefold():
            return known
    return ""


def _read_manifest(package: Package, findings: Findings) -> None:
    if _MANIFEST not in package.members:
        what = "It is missing; every file was read as a delta, so nothing ends by absence."
        findings.deviation(Finding(file=_MANIFEST, what=what, mend="Put the manifest in."))
        package.modes = {name: "delta" for name in SHEETS if f"{name}.csv" in package.members}
        return
    given = dict(_properties(package.content(_MANIFEST)))
    package.version = given.get("oneroster.version", (0, ""))[1]
    if package.version not in VERSIONS:
        what = f"“{package.version}” is not a version that is read here."
        findings.deviation(_of_manifest(what, "Say 1.2.", given.get("oneroster.version")))
    for name in SHEETS:
        if mode := _mode(package, name, given.get(f"file.{name}"), findings):
            package.modes[name] = mode


def _properties(content: bytes) -> Iterator[tuple[str, tuple[int, str]]]:
    """Name, line and value of each property."""
    rows = csv.reader(io.StringIO(decoded(_MANIFEST, content)))
    for number, row in enumerate(rows, start=1):
        if len(row) > 1:
            yield row[0].strip(), (number, row[1].strip())


def _mode(
    package: Package, name: str, given: tuple[int, str] | None, findings: Findings
) -> str | None:
    """How the file is meant; none where it is not to be read."""
    is_there = f"{name}.csv" in package.members
    mode = (given[1] if given else "absent").casefold()
    if mode not in MODES:
        what = f"“{given[1] if given else ''}” is no mode; {name}.csv was read as a delta."
        findings.deviation(_of_manifest(what, "Say bulk, delta or absent.", given))
        mode = "delta"
    if mode == "absent":
        if is_there:
            what = f"{name}.csv is in the zip and said to be absent; it was passed over."
            findings.deviation(_of_manifest(what, "Say bulk or delta.", given))
        return None
    if not is_there:
        what = f"{name}.csv is said to be there and is not."
        findings.fault(_of_manifest(what, "Say absent, or put the file in.", given))
        return None
    return mode


def _of_manifest(what: str, mend: str, given: tuple[int, str] | None) -> Finding:
    line = given[0] if given else 0
    return Finding(file=_MANIFEST, what=what, mend=mend, line=line, column="value")
