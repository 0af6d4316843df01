"""Answers a request for one part of a file (RFC 9110, 14), without which browsers cannot seek in a video."""

import re
from collections.abc import Iterator
from typing import IO, cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII | re.IGNORECASE)
BLOCK = 64 * 1024  # bytes read at a time


def answer_range(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return the part of a whole file (200) that is asked for: 206, or 416 where the file ends before it.

    Several ranges at once, what is none, and a range of an older file (If-Range) get the whole file.
    """
    if not isinstance(response, FileResponse) or response.status_code != 200:
        return response
    response.headers["Accept-Ranges"] = "bytes"
    size, file = int(response.headers["Content-Length"]), cast("IO[bytes]", response.file_to_stream)
    found = ONE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or found is None or not is_same_file(request, response):
        return response
    part = part_of(found[1], found[2], size)
    if part is None:
        return response
    if not part:
        response.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file.seek(part.start)
    response.streaming_content = pieces(file, len(part))
    response.status_code = 206
    response.headers["Content-Length"] = str(len(part))
    response.headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    return response


def is_same_file(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Return whether the file is still the one that If-Range names, if it names one."""
    named = request.headers.get("If-Range")
    return named is None or named in (response.headers.get("ETag"), response.headers.get("Last-Modified"))


def part_of(first: str, last: str, size: int) -> range | None:
    """Return the bytes of a range; an empty one where the file has none of them, None for what is no range."""
    if not first:
        return range(max(size - int(last), 0), size) if last else None
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)


def pieces(file: IO[bytes], count: int) -> Iterator[bytes]:
    """Yield the next `count` bytes of a file."""
    while count > 0 and (piece := file.read(min(BLOCK, count))):
        count -= len(piece)
        yield piece
