"""A browser that seeks in a video asks for a part of it and gets that part (RFC 9110, 14)."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.http import FileResponse
from django.test import Client
from pytest_django import Settings

from cluster_cms.pages.media import CustomDocument
from cluster_cms.views.byte_ranges import part_of

VIDEO = b"\x00\x00\x00\x18ftypisom" + bytes(range(100))  # 112 bytes
WHOLE = (200, VIDEO, None)


@pytest.fixture
def video(visitor: Client, settings: Settings, tmp_path: Path) -> str:
    """The address of a published video."""
    settings.MEDIA_ROOT = tmp_path
    found = CustomDocument.objects.create(title="Video", file=ContentFile(VIDEO, name="video.mp4"))
    return str(found.url)


def get(visitor: Client, address: str, **headers: str) -> tuple[int, bytes, str | None]:
    response = visitor.get(address, headers=headers)
    body = b"".join(response)
    assert "Content-Length" not in response.headers or int(response.headers["Content-Length"]) == len(body)
    return response.status_code, body, response.headers.get("Content-Range")


@pytest.mark.parametrize(
    "asked, found",
    [
        ("0-0", (0, 1)),
        ("10-19", (10, 20)),
        ("100-", (100, 112)),
        ("-12", (100, 112)),
        ("-500", (0, 112)),
        ("0-99999", (0, 112)),
        ("112-", ()),
        ("500-600", ()),
        ("-0", ()),
        ("9-3", None),
        ("-", None),
    ],
)
def test_a_range_is_read_as_the_standard_says(asked: str, found: tuple[int, ...] | None) -> None:
    first, last = asked.split("-")
    part = part_of(first, last, len(VIDEO))
    assert (None if part is None else (part.start, part.stop) if part else ()) == found


def test_a_part_is_sent_as_206_with_its_place(visitor: Client, video: str) -> None:
    for asked, first, last in (("bytes=10-19", 10, 19), ("bytes=-12", 100, 111), ("BYTES=0-", 0, 111)):
        place = f"bytes {first}-{last}/112"
        assert get(visitor, video, range=asked) == (206, VIDEO[first : last + 1], place)


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "bytes=9-3", "bytes=x-", "bytes=", "pages=1-2", "bytes=１-２", "-"])
def test_what_is_no_single_range_gets_the_whole_file(visitor: Client, video: str, asked: str) -> None:
    assert get(visitor, video, range=asked) == WHOLE


def test_a_part_beyond_the_end_is_refused_with_the_size(visitor: Client, video: str) -> None:
    assert get(visitor, video, range="bytes=112-") == (416, b"", "bytes */112")


def test_a_part_of_an_older_file_is_not_mixed_with_the_new_one(visitor: Client, video: str) -> None:
    whole = visitor.get(video)
    assert b"".join(whole) == VIDEO
    etag = whole.headers["ETag"]
    assert get(visitor, video, range="bytes=0-3", **{"if-range": etag})[0] == 206
    assert get(visitor, video, range="bytes=0-3", **{"if-range": '"older"'}) == WHOLE


def test_other_documents_are_sent_whole(visitor: Client, video: str) -> None:
    paper = CustomDocument.objects.create(title="Text", file=ContentFile(b"text", name="text.txt"))
    response = visitor.get(paper.url, headers={"range": "bytes=0-1"})
    assert isinstance(response, FileResponse)
    assert (response.status_code, b"".join(response)) == (200, b"text")
    assert "Accept-Ranges" not in response.headers
