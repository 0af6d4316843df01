"""The real nginx with docker/nginx.conf on free ports of loopback, with a certificate of the test's own."""

import contextlib
import http.client
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from django.test import override_settings

from cluster_cms.views.unavailable_pages import write_unavailable_pages
from tests.faults.serving import Server
from tests.infrastructure.template import PROJECT

HOST = "127.0.0.1"


@dataclass
class Front:
    """A running nginx."""

    plain: int
    secure: int
    folder: Path
    process: subprocess.Popen[bytes]

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, str, str]:
        """Return status, body and Cache-Control of one request."""
        connection = http.client.HTTPSConnection(HOST, self.secure, timeout=30, context=trusting("http/1.1"))
        with contextlib.closing(connection):
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.headers.get("Cache-Control", "")


def trusting(*protocols: str) -> ssl.SSLContext:
    """Return a context that takes the certificate that the test has made for itself."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols(protocols)
    return context


def free_port() -> int:
    with socket.create_server((HOST, 0)) as probe:
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def front_folder() -> Iterator[Path]:
    """Yield a folder that another account of the system can reach, with a certificate and a place for views."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    subject = ["-subj", f"/CN={HOST}", "-days", "2", "-nodes", "-newkey", "rsa:2048"]
    keys = ["-keyout", str(folder / "site.key"), "-out", str(folder / "site.crt")]
    subprocess.run(["openssl", "req", "-x509", *subject, *keys], check=True, capture_output=True)
    (folder / "views").mkdir()
    (folder / "views").chmod(0o777)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def nginx(folder: Path, applications: Sequence[int], unavailable: Path, more: str = "") -> Iterator[Front]:
    """Run nginx in front of the applications on these ports until the block ends; `unavailable` holds the pages of a
    503, `more` are lines of configuration for the public host."""
    plain, secure = free_port(), free_port()
    text = (PROJECT / "docker/nginx.conf").read_text().replace("        location / {", f"{more}\n        location / {{")
    text = Template(text).safe_substitute(
        SITE_HOST=HOST,
        APPLICATION=" ".join(f"server {HOST}:{port} max_fails=0;" for port in applications),
        CERTIFICATES=str(folder),
        CACHE=str(folder),
        UNAVAILABLE=str(unavailable),
        VIEWS=str(folder / "views"),
    )
    for port, own in ((80, plain), (443, secure)):
        text = text.replace(f"listen {port}", f"listen {HOST}:{own}")
    (folder / "nginx.conf").write_text(f"daemon off;\n{text}")
    running = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")])
    try:
        wait_for(secure)
        yield Front(plain, secure, folder, running)
    finally:
        running.send_signal(signal.SIGQUIT)
        running.wait(30)


@contextlib.contextmanager
def nginx_before(server: Server, more: str = "") -> Iterator[Front]:
    """Run nginx before one server, with the pages that the worker writes."""
    with front_folder() as folder:
        with override_settings(VAR_DIR=folder):
            write_unavailable_pages()
        with nginx(folder, [server.port], folder / "unavailable", more) as running:
            yield running


def wait_for(port: int) -> None:
    """Wait until something listens on a port of loopback."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return
        time.sleep(0.02)
    raise AssertionError(f"nothing listens on port {port}")
