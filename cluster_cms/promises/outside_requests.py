"""Asks an address of another site whether it answers: HEAD, then GET. Reads no body and asks no inside network."""

import errno
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings
from django.db import models
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _

SECONDS = 5  # for one request: connection, encryption and the head of the answer together
REDIRECTS = 3
MOVED = (301, 302, 303, 307, 308)
PORTS = (80, 443, 8080, 8443)
# Networks that Python calls global although an address in them stands for one of IPv4, which may be inside.
TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("2002::/16"))

Permit = Callable[[str, int], bool]  # whether a numeric address and port may be asked


class AskingOutcome(models.TextChoices):
    """What came of asking. Many sites refuse machines and answer people, so a refusal is no fault."""

    ANSWERS = "answers", _("Answers")
    REFUSED = "refused", _("Refuses machines")
    MISSING = "missing", _("The page does not exist there")
    FAILING = "failing", _("The other site reports an error")
    SILENT = "silent", _("The other site did not answer in time")
    UNKNOWN = "unknown", _("No such host")
    CERTIFICATE = "certificate", _("Its certificate is not valid")
    CIRCLING = "circling", _("Redirects more than three times")
    NOT_ASKED = "not asked", _("Not asked: it leads into an inside network or to an unusual port")


class NotAsked(Exception):
    """The address leads where this server asks nothing."""


class DirectConnection(HTTPConnection):
    """Connects to a numeric address that was checked before, so that a second look-up of the name changes nothing."""

    def __init__(self, parts: SplitResult, numeric: str, port: int, until: float) -> None:
        super().__init__(parts.hostname or "", port)
        self.numeric, self.is_encrypted, self.until = numeric, parts.scheme == "https", until

    def connect(self) -> None:
        self.sock = socket.create_connection((self.numeric, self.port), max(self.until - time.monotonic(), 0.01))
        if self.is_encrypted:
            context = ssl.create_default_context()
            # The handshake begins when `sock` is set: who keeps the time can end it.
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock.do_handshake()

    def cut(self) -> None:
        """End a request whose time is over, whatever it waits for."""
        if self.sock:
            try:
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)
            except OSError:
                return  # it has ended by itself


def is_public(numeric: str, port: int) -> bool:
    """Tell whether a numeric address is one of the public Internet, and its port one of the web."""
    address = ipaddress.ip_address(numeric.partition("%")[0])
    address = getattr(address, "ipv4_mapped", None) or address
    translated = any(address in network for network in TRANSLATED if network.version == address.version)
    return port in PORTS and address.is_global and not address.is_multicast and not translated


def ask(address: str, *, may_ask: Permit = is_public) -> AskingOutcome:
    """Return what comes of asking an address and, at most three times, where it redirects to."""
    try:
        for _step in range(REDIRECTS + 1):
            status, location = answer_to("HEAD", address, may_ask)
            if status >= 400:
                status, location = answer_to("GET", address, may_ask)
            if status not in MOVED or not location:
                return meaning(status)
            address = urljoin(address, location)
    except (NotAsked, ValueError):  # a redirect to what is no web address
        return AskingOutcome.NOT_ASKED
    except ssl.SSLCertVerificationError:
        return AskingOutcome.CERTIFICATE
    except socket.gaierror as error:
        return AskingOutcome.UNKNOWN if error.errno == socket.EAI_NONAME else AskingOutcome.SILENT
    except (OSError, HTTPException):
        return AskingOutcome.SILENT
    return AskingOutcome.CIRCLING


def meaning(status: int) -> AskingOutcome:
    if status in (404, 410):
        return AskingOutcome.MISSING
    if status >= 500:
        return AskingOutcome.FAILING
    return AskingOutcome.REFUSED if status >= 400 else AskingOutcome.ANSWERS


def answer_to(method: str, address: str, may_ask: Permit) -> tuple[int, str]:
    """Return status and Location of the answer to one request. Raises NotAsked, OSError, HTTPException, ValueError."""
    parts, until = urlsplit(iri_to_uri(address)), time.monotonic() + SECONDS
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotAsked
    host = urlsplit(address).hostname or ""
    parts = parts._replace(netloc=named(host.encode("idna").decode() if not host.isascii() else host, parts.port))
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = DirectConnection(parts, checked_numeric(parts.hostname or "", port, may_ask), port, until)
    timer = threading.Timer(max(until - time.monotonic(), 0), connection.cut)
    timer.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"Host": parts.netloc, "User-Agent": user_agent(), "Accept": "*/*", "Connection": "close"}
        connection.request(method, target, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", "")
    finally:
        timer.cancel()
        connection.close()


def named(host: str, port: int | None) -> str:
    """Return host and port as a header says them, without the name and password that may stand before them."""
    host = f"[{host}]" if ":" in host else host
    return f"{host}:{port}" if port else host


def checked_numeric(host: str, port: int, may_ask: Permit) -> str:
    """Return a numeric address of a host. Raises NotAsked when one of them may not be asked."""
    found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found:
        raise OSError(errno.ENOENT, "no address")
    if not all(may_ask(numeric, port) for numeric in found):
        raise NotAsked
    return min(found, key=lambda numeric: ":" in numeric)  # IPv4 first: not every server has IPv6


def user_agent() -> str:
    return f"LinkCheck (+{settings.SITE_URL})"
