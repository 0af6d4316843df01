"""Pictures as cameras, telephones and picture programs write them: place, maker, time, texts, second pictures, films.

`MARKS` are the words that a cleaned file may not hold anywhere; `metadata_bytes` counts what a file says beside its
picture, by reading its structure and by looking for those words.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import pillow_heif
from PIL import Image, ImageCms, PngImagePlugin

pillow_heif.register_heif_opener()

# What the makers write, as bytes to look for.
MAKER, OWNER, SERIAL, NOTE = b"Kamera Works", b"Tanaka Hanako", b"SN-0042-7", b"MAKERNOTE-SECRET"
XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    b'xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="34,41.2N" exif:GPSLongitude="135,30.1E"/>'
    b'</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x12\x1c\x02\x50\x00\x0d" + OWNER
FILM = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"MotionPhoto_Data" * 8
MARKS = (
    *(b"Exif", b"http://ns.adobe.com", b"xmpmeta", b"8BIM", b"Photoshop", b"MPF\x00", b"ICC_PROFILE", b"iCCP", b"ICCP"),
    *(b"acsp", b"ftyp", b"MotionPhoto", b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME", b"EXIF", b"XMP "),
    *(MAKER, OWNER, SERIAL, NOTE, b"GPS"),
)
# The primaries of Display P3 as XYZ under D50 (ICC registry).
P3 = {b"rXYZ": (0.5151, 0.2412, -0.0011), b"gXYZ": (0.2920, 0.6922, 0.0419), b"bXYZ": (0.1571, 0.0666, 0.7841)}
RED, BLUE = (230, 40, 40), (40, 40, 230)


@dataclass(frozen=True)
class Shot:
    """A file as somebody uploads it, and the size of the picture once it stands upright and is small enough."""

    name: str
    content: bytes
    upright: tuple[int, int]


def scene(width: int = 320, height: int = 200) -> Image.Image:
    """Return a picture whose upper left corner is red, so that one sees how it stands."""
    picture = Image.new("RGB", (width, height), BLUE)
    picture.paste(RED, (0, 0, width // 2, height // 2))
    return picture


def exif(orientation: int = 1, thumbnail: bool = False) -> bytes:
    """Return EXIF with maker, owner, serial number, time, maker note and the place of Osaka."""
    data = Image.Exif()
    data[0x010F], data[0x0110], data[0x0112] = MAKER.decode(), "K-1000", orientation
    data[0x013B], data[0x0132] = OWNER.decode(), "2026:05:01 10:11:12"
    detail = data.get_ifd(0x8769)
    detail[0x9003], detail[0xA431], detail[0x927C] = "2026:05:01 10:11:12", SERIAL.decode(), NOTE
    place = data.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (34.0, 41.0, 12.5), "E", (135.0, 30.0, 8.0)
    return data.tobytes() + (jpeg(scene(32, 20)) if thumbnail else b"")


@cache
def wide_gamut() -> bytes:
    """Return an sRGB profile with the primaries and the name of Display P3."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = bytearray(plain.replace("sRGB built-in".encode("utf-16-be"), "Display P3   ".encode("utf-16-be")))
    for name, primary in P3.items():
        at = profile.index(name)
        start = int.from_bytes(profile[at + 4 : at + 8], "big")
        profile[start + 8 : start + 20] = struct.pack(">3i", *(round(part * 65536) for part in primary))
    return bytes(profile)


def stored(picture: Image.Image, kind: str, **extra: object) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **extra)
    return file.getvalue()


def jpeg(picture: Image.Image, **extra: object) -> bytes:
    return stored(picture, "JPEG", **{"quality": 88, **extra})


def turned(orientation: int) -> bytes:
    """Return a JPEG whose sensor lay in one of the eight ways (EXIF 2.32, 4.6.4 A)."""
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Image.Transpose that undoes it
    picture = scene()
    if orientation in back:
        picture = picture.transpose(Image.Transpose(back[orientation]))
    return jpeg(picture, exif=exif(orientation))


def with_segment(content: bytes, marker: int, data: bytes) -> bytes:
    """Insert a JPEG segment behind the first two bytes."""
    return content[:2] + b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data + content[2:]


def with_chunk(content: bytes, kind: bytes, data: bytes) -> bytes:
    """Insert a PNG chunk behind the header."""
    chunk = struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return content[:33] + chunk + content[33:]


def multi_picture() -> bytes:
    """Return a JPEG that carries a second picture behind the first (MPF)."""
    return stored(scene(), "MPO", save_all=True, append_images=[scene(64, 40)], exif=exif())


def texts() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", OWNER.decode())
    info.add_text("Comment", SERIAL.decode(), zip=True)
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return info


def shots() -> Iterator[Shot]:
    """Yield thirty pictures, each as another maker or program writes it."""
    lying, standing = (320, 200), (200, 320)
    for orientation in range(1, 9):
        yield Shot(f"turned-{orientation}.jpg", turned(orientation), lying)
    plain, large = jpeg(scene(), exif=exif()), jpeg(scene(4032, 3024), exif=exif())
    yield Shot("twelve-megapixels.jpg", large, (3200, 2400))
    yield Shot("thumbnail.jpg", jpeg(scene(), exif=exif(thumbnail=True)), lying)
    yield Shot("xmp.jpg", with_segment(plain, 0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + XMP), lying)
    yield Shot("iptc.jpg", with_segment(plain, 0xED, IPTC), lying)
    yield Shot("comment.jpg", jpeg(scene(), comment=OWNER), lying)
    yield Shot("jfif-extension.jpg", with_segment(plain, 0xE0, b"JFXX\x00\x10" + jpeg(scene(16, 10))), lying)
    yield Shot("maker-segment.jpg", with_segment(plain, 0xE5, b"Samsung\x00" + SERIAL), lying)
    yield Shot("two-pictures.jpg", multi_picture(), lying)
    yield Shot("moving.jpg", plain + FILM, lying)
    yield Shot("p3.jpg", jpeg(scene(), icc_profile=wide_gamut(), exif=exif()), lying)
    yield Shot("progressive.jpg", jpeg(scene(), progressive=True, exif=exif()), lying)
    yield Shot("cmyk.jpg", jpeg(scene().convert("CMYK"), exif=exif()), lying)
    yield Shot("grey.jpg", jpeg(scene().convert("L"), exif=exif()), lying)
    yield Shot("IMG_0042.HEIC", stored(scene(), "HEIF", exif=exif()), lying)
    yield Shot("IMG_0043.heic", stored(scene(), "HEIF", exif=exif(6), xmp=XMP), standing)
    yield Shot("screen.png", stored(scene(), "PNG", exif=exif(), pnginfo=texts()), lying)
    yield Shot("profile.png", stored(scene(), "PNG", icc_profile=wide_gamut()), lying)
    yield Shot("time.png", with_chunk(stored(scene(), "PNG"), b"tIME", b"\x07\xea\x05\x01\x0a\x0b\x0c"), lying)
    yield Shot("glass.png", stored(scene().convert("RGBA"), "PNG", exif=exif(), pnginfo=texts()), lying)
    yield Shot("web.webp", stored(scene(), "WEBP", exif=exif(6), xmp=XMP, icc_profile=wide_gamut()), standing)
    yield Shot("small.avif", stored(scene(), "AVIF", exif=exif(), xmp=XMP), lying)
    yield Shot("wrong-name.JPG", stored(scene(), "PNG", exif=exif()), lying)


def metadata_bytes(content: bytes) -> int:
    """Return the bytes of a file in which something beside the picture stands; each mark counts once at least."""
    found = sum(len(mark) for mark in MARKS if mark in content)
    with Image.open(BytesIO(content)) as picture:
        picture.load()
        told = {**picture.info, "exif": picture.getexif().tobytes() if picture.getexif() else b""}
        shown = ("exif", "xmp", "icc_profile", "photoshop", "comment", "mp")
        return found + sum(len(str(told[key])) for key in shown if told.get(key)) + len(getattr(picture, "text", {}))
