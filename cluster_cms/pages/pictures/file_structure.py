"""Tells whether a picture's file holds anything beside the picture, by walking over its parts.

Everything is suspect that is not on a list, so that a kind of metadata invented tomorrow is found as well.
"""

from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
# https://www.w3.org/TR/png-3/#5ChunkOrdering: size, palette, transparency, sRGB mark, pixels, end.
PNG_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"sRGB", b"IDAT", b"IEND"}
# https://developers.google.com/speed/webp/docs/riff_container: no ANIM, EXIF, XMP or ICCP.
WEBP_CHUNKS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
# ITU-T T.81, B.1.1.3: tables, frame headers, restart interval, scans. APP0 and APP14 are looked at more closely.
JPEG_SEGMENTS = {0xC4, 0xDA, 0xDB, 0xDD, *range(0xC0, 0xD0)} - {0xC8, 0xCC}
END, APP0, APP14 = 0xD9, 0xE0, 0xEE
RESTARTS = range(0xD0, 0xD8)

Part = tuple[bytes | int, bytes]  # its kind, and what it holds


def carries_metadata(content: bytes) -> bool:
    """Return whether a file is anything but a JPEG, PNG or WebP that holds one still picture and nothing else."""
    try:
        if content.startswith(PNG):
            return any(kind not in PNG_CHUNKS for kind, _data in png_parts(content))
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return any(kind not in WEBP_CHUNKS for kind, _data in webp_parts(content))
        if content.startswith(b"\xff\xd8"):
            return any(not is_plain(kind, data) for kind, data in jpeg_parts(content))
    except (IndexError, ValueError):
        pass  # it ends in the middle of a part
    return True


def is_plain(marker: bytes | int, data: bytes) -> bool:
    """Return whether a JPEG segment is needed to show the picture: JFIF without a thumbnail, Adobe's colour mark."""
    if marker == APP0:
        return data.startswith(b"JFIF\0") and len(data) == 14 and data[12:14] == b"\0\0"
    if marker == APP14:
        return data.startswith(b"Adobe") and len(data) == 12
    return marker in JPEG_SEGMENTS


def png_parts(content: bytes) -> Iterator[Part]:
    """Yield the chunks; what follows the last one counts as a part without a kind."""
    at = len(PNG)
    kind = b""
    while kind != b"IEND":
        length, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        at += length + 12
        if at > len(content):
            raise ValueError("cut off")
        yield kind, b""
    if at != len(content):
        yield b"", content[at:]


def webp_parts(content: bytes) -> Iterator[Part]:
    at = 12
    while at < len(content):
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        yield content[at : at + 4], b""
        at += 8 + length + length % 2
    if at != len(content) or int.from_bytes(content[4:8], "little") + 8 != len(content):
        yield b"", b""


def jpeg_parts(content: bytes) -> Iterator[Part]:
    """Yield the segments; what follows the end of the picture counts as a part without a kind."""
    at = 2
    while (marker := marker_at(content, at)) != END:
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        yield marker, content[at + 4 : at + 2 + length]
        at += 2 + length
        if marker == 0xDA:
            at = end_of_scan(content, at)
    if at + 2 != len(content):
        yield b"", content[at + 2 :]


def marker_at(content: bytes, at: int) -> int:
    if content[at] != 0xFF:
        raise ValueError("no marker where one belongs")
    return content[at + 1]


def end_of_scan(content: bytes, at: int) -> int:
    """Return where the next marker stands; in a scan FF is followed by 00 or by a restart."""
    while (at := content.index(b"\xff", at)) >= 0 and (content[at + 1] == 0 or content[at + 1] in RESTARTS):
        at += 2
    return at
