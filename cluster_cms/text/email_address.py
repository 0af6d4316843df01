"""The mail address as one value: the same in forms, look-up hashes and on the wire (RFC 5321, 4.1.2; RFC 5890)."""

import re
import unicodedata
from dataclasses import dataclass

import idna
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MAX_LOCAL, MAX_ADDRESS = 64, 254  # octets (RFC 5321, 4.5.3.1)
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
DOT_ATOM = re.compile(rf"{ATOM}(?:\.{ATOM})*")
# Old carriers in Japan handed out addresses with dots in a row, in front or before the @: they are sent in quotes.
LOCAL = re.compile(rf"\.*(?:{ATOM}\.*)+")
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
HOST_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
TOP_LABEL = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]+")
WORD_BEHIND = re.compile("\\.[A-Za-z]+[\u3041-\u30fa\u4e00-\u9fff][^.]*$")  # .comです
JOINERS = re.compile("[\u200c\u200d]")  # part of some names in Persian and Sinhala (RFC 5892, appendix A); else dropped
HYPHENS = str.maketrans("\u2010\u2011", "--")
JAPANESE = ("HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "CJK", "IDEOGRAPHIC")  # how the names of its letters begin
# Cyrillic, Greek and Latin letters that look like letters of ASCII (UTS 39), so that whole labels of them mislead.
LOOKALIKES = frozenset("асԁеһіјӏорԛѕԝхуьгⲟονικρτυχγαεωıɑɡɩʟᴏ")


class InvalidAddress(ValueError):
    """The text is not one mail address; `sentence` tells the person what to do."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__("invalid mail address")
        self.sentence = sentence


NO_AT = _("Your email address needs an @")
ONE_ONLY = _("Write one email address only; there is more than one @")
ALONE = _("Write the email address alone, without blanks and other words")
BEFORE = _("Check the part before @ in your email address")
BEFORE_LETTERS = _(
    "Check the part before @ in your email address: "
    "we can deliver only to Latin letters, digits and marks such as . _ -"
)
BEFORE_LONG = _("Check the part before @ in your email address: it has more than 64 characters")
AFTER = _("Check the part after @ in your email address")
AFTER_COMMA = _("Check the part after @ in your email address: a comma stands where a dot is usual")
AFTER_END = _("Check the part after @ in your email address: its end is missing, such as .com or .jp")
AFTER_SCRIPTS = _(
    "Check the part after @ in your email address: its letters can be mistaken for others. If it is right, write it in "
    "its form that begins with xn--"
)
AFTER_LONG = _("Check the part after @ in your email address: the address has more than 254 characters")


@dataclass(frozen=True)
class EmailAddress:
    """A mail address that can be delivered: local part as written, domain in A-labels of lower case (RFC 5891)."""

    local: str
    domain: str

    def __str__(self) -> str:
        """Return the address as it is stored, shown and confirmed."""
        return f"{self.local}@{self.domain}"

    @property
    def identity(self) -> str:
        """Return the text that is equal for the spellings of one mailbox; only the case of ASCII letters is folded."""
        return f"{self.local.lower()}@{self.domain}"

    @property
    def spec(self) -> str:
        """Return the address as header and envelope carry it: in quotes where RFC 5322, 3.4.1, asks for them."""
        return str(self) if DOT_ATOM.fullmatch(self.local) else f'"{self.local}"@{self.domain}'

    @property
    def in_unicode(self) -> str:
        """Return the address with its domain in the letters of its language."""
        return f"{self.local}@{idna.decode(self.domain)}" if "xn--" in self.domain else str(self)


def read_address(text: str) -> EmailAddress:
    """Return a bare address, in no brackets and without marks around it. Raises InvalidAddress."""
    local, at_sign, domain = text.rpartition("@")
    if not at_sign:
        raise InvalidAddress(NO_AT)
    if "@" in local:
        raise InvalidAddress(ONE_ONLY)
    address = EmailAddress(read_local(local), read_domain(domain))
    if len(address.spec) > MAX_ADDRESS:
        raise InvalidAddress(AFTER_LONG)
    return address


def validate_address(text: str) -> None:
    """Raise ValidationError for an address to which no mail could be delivered."""
    try:
        read_address(text)
    except InvalidAddress as error:
        raise ValidationError(str(error.sentence)) from error


def read_local(text: str) -> str:
    """Return a local part without the quotes of its SMTP form. Raises InvalidAddress."""
    quoted = QUOTED.fullmatch(text)
    local = re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else JOINERS.sub("", text)
    if not local.isascii():
        raise InvalidAddress(BEFORE_LETTERS)
    if not LOCAL.fullmatch(local):
        raise InvalidAddress(BEFORE)
    if len(local) > MAX_LOCAL:
        raise InvalidAddress(BEFORE_LONG)
    return local


def read_domain(text: str) -> str:
    """Return a domain in A-labels. Raises InvalidAddress where it is none, or where its letters are uncertain."""
    if re.search("[,;\u3001]", text):
        raise InvalidAddress(AFTER_COMMA)
    labels = re.split("[.\u3002]", text.translate(HYPHENS))
    # An ideographic full stop before letters of Asia may end a sentence as well as a label.
    if re.search("\u3002[^\x00-\x7f]", text) or WORD_BEHIND.search(text) or not all(labels):
        raise InvalidAddress(AFTER)
    found = [read_label(label) for label in labels]
    if len(found) == 1 or not TOP_LABEL.fullmatch(found[-1]):
        raise InvalidAddress(AFTER_END if len(found) == 1 else AFTER)
    domain = ".".join(found)
    if len(domain) > MAX_ADDRESS - 1:
        raise InvalidAddress(AFTER_LONG)
    return domain


def read_label(text: str) -> str:
    """Return one label of a domain as an A-label (RFC 5891, 4). Raises InvalidAddress."""
    bare = JOINERS.sub("", text)
    if bare.isascii() and not (bare := bare.lower()).startswith("xn--"):
        if not HOST_LABEL.fullmatch(bare):
            raise InvalidAddress(AFTER)
        return bare
    label = bare if bare.isascii() else "".join(map(lower, unicodedata.normalize("NFC", text)))
    try:
        found = idna.alabel(label).decode()
    except UnicodeError as error:  # those of idna among them
        raise InvalidAddress(AFTER) from error
    if is_uncertain(label):
        raise InvalidAddress(AFTER_SCRIPTS)
    return found


def lower(letter: str) -> str:
    """Return the small letter where there is one answer: not for a dotted capital I, a capital sharp s or sigma."""
    small = letter.lower()
    return small if small.upper() == letter and letter != "\u03a3" else letter


def is_uncertain(label: str) -> bool:
    """Tell whether a label mixes scripts, or whether all of its letters look like letters of ASCII."""
    letters = [letter for letter in label if unicodedata.category(letter).startswith("L")]
    mixed = len({script_of(letter) for letter in letters}) > 1
    return mixed or (not label.isascii() and all(one.isascii() or one in LOOKALIKES for one in letters))


def script_of(letter: str) -> str:
    """Return the script of a letter, as its Unicode name begins; the scripts of Japanese count as one."""
    name = unicodedata.name(letter, "").split(" ")[0]
    return "JAPANESE" if name in JAPANESE else name
