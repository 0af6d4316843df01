"""Office files before 2007, in compound files ([MS-CFB]): what they hold, whether they are locked or carry programs."""

from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2
ENTRY = 128  # bytes of a directory entry ([MS-CFB] 2.6.1)
KINDS_OF_ENTRY = (1, 2, 5)  # storage, stream, root
SUFFIXES = {"worddocument": ".doc", "workbook": ".xls", "book": ".xls", "powerpoint document": ".ppt"}
PROGRAMS = {"macros", "vba", "_vba_project", "_vba_project_cur"}
LOCKS = {"encryptedpackage", "encryptedsummary"}  # [MS-OFFCRYPTO] 1.3.2, [MS-PPT] 2.1
ENCRYPTED_WORD = 0x0100  # fEncrypted, in the flags at 10 of a Word stream ([MS-DOC] 2.5.2)
BOF, FILEPASS = 0x0809, 0x002F  # [MS-XLS] 2.4.21, 2.4.117
FIRST_RECORDS = 6  # of an Excel stream: FILEPASS stands among them


@dataclass(frozen=True)
class OldOffice:
    """A compound file: its suffix, empty when it is none of Word, Excel and PowerPoint."""

    suffix: str
    locked: bool
    has_programs: bool


def read_old_office(content: bytes) -> OldOffice:
    """Return what a compound file holds, by the names in its directory."""
    starts = dict(entries(content))
    kind = next((name for name in SUFFIXES if name in starts), "")
    suffix = SUFFIXES.get(kind, "")
    locked = bool(LOCKS & starts.keys()) or is_encrypted(content, suffix, starts.get(kind, 0))
    return OldOffice(suffix, locked, bool(PROGRAMS & starts.keys()))


def entries(content: bytes) -> Iterator[tuple[str, int]]:
    """Yield the name of each directory entry, in small letters, and the number of its first sector.

    Every sector is looked at: the chain of the directory may be broken on purpose, and a name elsewhere does no harm.
    """
    for at in range(512, len(content) - ENTRY + 1, ENTRY):
        length, kind = unpack_from("<HB", content, at + 64)
        if kind in KINDS_OF_ENTRY and 4 <= length <= 64 and length % 2 == 0:
            name = content[at : at + length - 2].decode("utf-16-le", "replace")
            yield name.lower(), unpack_from("<I", content, at + 116)[0]


def is_encrypted(content: bytes, suffix: str, sector: int) -> bool:
    """Return whether the stream that begins at a sector says that it is encrypted."""
    start = (sector + 1) << min(unpack_from("<H", content, 30)[0], 12) if len(content) >= 512 else 0
    if suffix == ".doc" and start + 12 <= len(content):
        return bool(unpack_from("<H", content, start + 10)[0] & ENCRYPTED_WORD)
    return suffix == ".xls" and FILEPASS in first_records(content, start)


def first_records(content: bytes, at: int) -> set[int]:
    """Return the kinds of the first records of an Excel stream; none when it does not begin as one."""
    found: list[int] = []
    while len(found) < FIRST_RECORDS and at + 4 <= len(content):
        kind, length = unpack_from("<HH", content, at)
        if not found and kind != BOF:
            break
        found.append(kind)
        at += 4 + length
    return set(found)
