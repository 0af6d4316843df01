"""A browser of staff at one host, behind a proxy that speaks TLS; its cookies can be taken to another host."""

import contextlib
import http.client
import re
import secrets
from dataclasses import dataclass, field
from html import unescape
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.faults.front import HOST

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Browser:
    """Asks the application of one host; `visitor` is the address from which the proxy says that it was asked."""

    port: int
    visitor: str = "192.0.2.7"
    cookies: dict[str, str] = field(default_factory=dict)
    text: str = ""
    content: bytes = b""
    location: str = ""

    def at(self, port: int) -> "Browser":
        """Return the same browser at another host: with the same cookies."""
        return Browser(port, self.visitor, self.cookies)

    def ask(self, path: str, method: str = "GET", body: bytes = b"", kind: str = "") -> int:
        """Return the status, and keep what was answered."""
        headers = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": self.visitor}
        headers |= {"Sec-Fetch-Site": "same-origin", "Referer": f"https://{HOST}{path}"}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if kind:
            headers["Content-Type"] = kind
        with contextlib.closing(http.client.HTTPConnection(HOST, self.port, timeout=30)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            self.content = answer.read()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        self.text, self.location = self.content.decode(errors="replace"), answer.headers.get("Location", "")
        return answer.status

    def post(self, path: str, **values: str) -> int:
        """Send a form of ordinary fields, with the token of the page that was asked last."""
        body = urlencode({**self.token(), **values}).encode()
        return self.ask(path, "POST", body, "application/x-www-form-urlencoded")

    def upload(self, path: str, file: bytes, **values: str) -> int:
        """Send a form with a file (RFC 7578)."""
        border = secrets.token_hex(16)
        parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in {**self.token(), **values}.items()]
        parts.append(b'name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n' + file)
        head = f"--{border}\r\nContent-Disposition: form-data; ".encode()
        body = b"".join(head + part + b"\r\n" for part in parts) + f"--{border}--\r\n".encode()
        return self.ask(path, "POST", body, f"multipart/form-data; boundary={border}")

    def token(self) -> dict[str, str]:
        found = TOKEN.search(self.text)
        return {"csrfmiddlewaretoken": unescape(found[1])} if found else {}

    def sign_in(self, username: str, password: str) -> int:
        self.ask("/admin/account/login/")
        return self.post("/admin/account/login/", login=username, password=password)

    def sign_out(self) -> int:
        self.ask("/admin/account/")
        return self.post("/admin/logout/")

    def is_signed_in(self) -> bool:
        return self.ask("/admin/account/") == 200
