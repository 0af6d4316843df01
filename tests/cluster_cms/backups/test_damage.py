"""A copy that is damaged, cut short, foreign or newer is refused in one plain sentence."""

import dataclasses
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from cluster_cms.backups.copying import make_copy
from cluster_cms.backups.manifest import PARTS, read_manifest, verify_copy, write_manifest
from cluster_cms.backups.sealing import CopyRefused

CHUNK = 64 * 1024 + 16  # of the age format, with its tag
SENTENCE = r"[^.]+(\.[a-z0-9_]+[^.]*)*\."


def refusal(copy: Path) -> str:
    """Return the sentence with which the command refuses a copy."""
    with pytest.raises(CommandError) as refused:
        call_command("verify_backup", copy)
    return str(refused.value)


def places(size: int) -> list[int]:
    """Return the bytes to spoil: all of the head, some of every chunk, the last ones."""
    return [0, 9, 22, 40, 60, 100, 150, *range(200, size, max(1, size // 9)), size - 1]


def head_of(content: bytes) -> int:
    """Return the length of the head: lines up to the one that authenticates them, then a nonce."""
    return content.index(b"\n", content.index(b"\n--- ") + 1) + 1 + 16


@pytest.mark.parametrize("part", PARTS)
def test_one_flipped_byte_anywhere_in_a_file_is_noticed(copy: Path, part: str) -> None:
    content = (copy / part).read_bytes()
    for place in places(len(content)):
        (copy / part).write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(CopyRefused, match=rf"^{part}: .*damaged"):
            verify_copy(copy)
    (copy / part).write_bytes(content)
    assert verify_copy(copy) == read_manifest(copy)


@pytest.mark.parametrize("part", PARTS)
def test_a_file_cut_short_or_missing_is_noticed(copy: Path, part: str) -> None:
    content = (copy / part).read_bytes()
    for size in (0, 8, 49, 100, min(head_of(content) + CHUNK, len(content) - 1), len(content) - 1):
        (copy / part).write_bytes(content[:size])
        assert re.fullmatch(rf"{part}: damaged or cut short; this copy cannot be used\.", refusal(copy))
    (copy / part).unlink()
    assert ("no manifest" if part == "manifest" else f"{part} is missing") in refusal(copy)


def test_chunks_in_another_order_are_noticed(copy: Path) -> None:
    content = (copy / "database").read_bytes()
    head, size = head_of(content), CHUNK
    first, second = content[head : head + size], content[head + size : head + 2 * size]
    (copy / "database").write_bytes(content[:head] + second + first + content[head + 2 * size :])
    assert "database: damaged" in refusal(copy)


def test_a_part_of_another_copy_is_noticed(copy: Path, tmp_path: Path) -> None:
    make_copy(tmp_path / "other")
    (tmp_path / "other" / "database").replace(copy / "database")
    assert refusal(copy) == "database belongs to another copy than the manifest."


def test_a_part_under_the_name_of_another_is_noticed(copy: Path) -> None:
    (copy / "media").replace(copy / "manifest")
    assert refusal(copy) == "manifest: another file of a copy bears this name; this copy cannot be used."


def test_a_copy_under_another_key_is_foreign(copy: Path, settings: Settings) -> None:
    settings.BACKUP_KEY = bytes(32)
    assert "sealed with another BACKUP_KEY" in refusal(copy)


def test_a_copy_of_another_site_is_foreign(copy: Path, settings: Settings) -> None:
    settings.SITE_URL = "https://other.example.com"
    assert refusal(copy) == "This is a copy of http://testserver, and this site is https://other.example.com."


def test_a_copy_of_a_newer_version_is_refused(copy: Path) -> None:
    manifest = read_manifest(copy)
    newer = {**manifest.migrations, "contact": [*manifest.migrations["contact"], "9999_future"]}
    write_manifest(dataclasses.replace(manifest, migrations=newer), copy)
    assert "newer version of the software, which knows contact.9999_future" in refusal(copy)
    write_manifest(dataclasses.replace(manifest, format=2), copy)
    assert refusal(copy) == "This copy was made by a newer version of the software; update first."


def test_a_copy_of_the_other_kind_of_database_is_refused(copy: Path) -> None:
    manifest = read_manifest(copy)
    other = "sqlite" if manifest.vendor == "postgresql" else "postgresql"
    write_manifest(dataclasses.replace(manifest, vendor=other), copy)
    assert refusal(copy).startswith(f"This copy holds a {other} database")


def test_a_folder_that_is_no_copy_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere").endswith("holds no finished copy: there is no manifest.")
