"""Names of files: safe on every system, with their letters in every language, and how a download is called."""

import re
import unicodedata
from urllib.parse import quote

from anyascii import anyascii

from cluster_cms.text.cleaning import compose, tidy, visible
from cluster_cms.text.folding import HIRAGANA

MOST_BYTES = 180  # of 255 that file systems allow: Django and Wagtail add to a name, and a kanji takes three
MOST_CHARACTERS = 80  # the column of a file's path has 100
# Names of devices on Windows, whatever follows the first dot (Microsoft, Naming Files, Paths, and Namespaces).
DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\.|$)", re.IGNORECASE)
# A program's ending before the last one: some servers and people go by it (photo.php.jpg).
PROGRAM = re.compile(
    r"\.(?=(?:php\d?|phtml|phar|aspx?|jsp|cgi|pl|py|sh|exe|com|bat|cmd|scr|msi|ps1|vbs|js|jar|lnk|html?|svg)\.)",
    re.IGNORECASE,
)
ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}$")
# What cameras, telephones and programs call a picture.
PICTURE_NAME = re.compile(
    r".*\.(?:jpe?g|png|gif|webp|avif|svg|hei[cf]|tiff?|bmp)"
    r"|(?:img|dscn?|dscf|pxl|mvimg|screenshot|image|photo)[-_ ]?\d[\w-]*",
    re.IGNORECASE,
)
KANA = re.compile("[\u3041-\u3096\u30a1-\u30fc]")
SMALL_Y, SMALL_VOWELS = str.maketrans("ャュョ", "ヤユヨ"), str.maketrans("ァィゥェォ", "アイウエオ")
SYLLABLE = re.compile("(ッ?)([アイウエオ-ヂツ-モヤユヨラ-ワヰ-ヴ])([ャュョァィゥェォ]?)")


def stored_name(name: str) -> str:
    """Return a name for the storage: composed, without folders and hidden characters, signs as underscores.

    Letters, digits and the marks and joiners that belong to letters stay, in every script.
    A name without any of them is "file".
    """
    base = compose(tidy(name)).replace("\\", "/").rpartition("/")[2]
    plain = "".join(letter if stays(letter) else "_" for letter in visible(base))
    stem, ending = split_ending(PROGRAM.sub("_", re.sub("_+", "_", plain).rstrip("._ ").lstrip(". ")))
    return no_device(f"{shortened(stem.strip('._'), ending) or 'file'}{ending}")


def is_file_name(text: str) -> bool:
    """Return whether a text is the name of a picture's file, or a camera's number without its ending."""
    return PICTURE_NAME.fullmatch(text.strip()) is not None


def no_device(name: str) -> str:
    """Return a name with an underscore in front where Windows would take it for a device."""
    return f"_{name}" if DEVICES.match(name) else name


def stays(letter: str) -> bool:
    return letter in "-_.・" or unicodedata.category(letter)[0] in "LMN" or letter in "\u200c\u200d"


def split_ending(name: str) -> tuple[str, str]:
    """Return a name in two: report and .pdf; a name that is only an ending has none."""
    match = ENDING.search(name, 1)
    return (name[: match.start()], match[0]) if match else (name, "")


def shortened(stem: str, ending: str) -> str:
    """Return the stem cut to what a file system takes, never inside a letter with its marks."""
    cut = stem[: MOST_CHARACTERS - len(ending)].encode()[: MOST_BYTES - len(ending)].decode(errors="ignore")
    while cut and len(cut) < len(stem) and unicodedata.category(stem[len(cut)])[0] in "MC":
        cut = cut[:-1]
    return cut.rstrip("\u200c\u200d._")


def ascii_name(name: str, *, neutral: str) -> str:
    """Return a name in ASCII: kana and Latin letters transliterated; `neutral` and the ending for any other script.

    Kanji have no certain reading, and a library would give the Chinese one.
    """
    stem, ending = split_ending(compose(name))
    text = unicodedata.normalize("NFKC", stem)
    if not all(has_certain_reading(letter) for letter in text):
        return f"{neutral}{ending}"
    plain = re.sub(r"[^\w.-]+", "_", anyascii(romanized(text)), flags=re.ASCII).strip("_.")
    return no_device(f"{plain or neutral}{ending}")


def has_certain_reading(letter: str) -> bool:
    kind = unicodedata.category(letter)[0]
    return letter.isascii() or kind not in "LM" or bool(KANA.match(letter)) or "LATIN" in unicodedata.name(letter, "")


def romanized(text: str) -> str:
    """Return text with kana in Hepburn's spelling without long vowels; other characters stay."""
    katakana = text.translate(HIRAGANA)
    return SYLLABLE.sub(romanized_syllable, katakana).replace("ー", "").replace("・", "_")


def romanized_syllable(match: re.Match[str]) -> str:
    doubled, kana, small = match.groups()
    sound = anyascii(kana)
    if small in "ャュョ" and small:
        vowel = anyascii(small.translate(SMALL_Y))[-1]
        sound = sound[:-1] + (vowel if sound in ("shi", "chi", "ji") else f"y{vowel}")
    elif small:
        sound = ("w" if sound == "u" else sound[:-1]) + anyascii(small.translate(SMALL_VOWELS))
    if doubled:
        sound = f"t{sound}" if sound.startswith("ch") else sound[:1] + sound
    return sound


def content_disposition(name: str, *, attachment: bool, neutral: str) -> str:
    """Return the header of a download (RFC 6266): the name as it is, and one in ASCII for old programs."""
    plain = ascii_name(name, neutral=neutral).replace("\\", "_").replace('"', "_")
    header = f'{"attachment" if attachment else "inline"}; filename="{plain}"'
    return header if plain == name else f"{header}; filename*=UTF-8''{quote(name, safe='')}"
