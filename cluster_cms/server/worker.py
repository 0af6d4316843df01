"""gunicorn's worker with threads, which gives a thread to whole requests only.

What nginx does in front of the site, its own server does without it: requests and the ends of connections are waited
for in one loop, so that slow senders hold no thread. A thread waits for its client in two cases: staff send a file, or
an answer is larger than the socket's buffer. When all threads are taken, those that wait too long are cut off.
"""

import contextlib
import errno
import fcntl
import socket
import sys
import termios
import time
from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial
from http import HTTPStatus
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from cluster_cms.server import refusals
from cluster_cms.server.arrivals import LARGEST_BODY, Arrival

PIECE = 64 * 1024  # bytes taken at a time
SEND_BUFFER = 400 * 1024  # bytes of an answer that wait in the kernel for a slow reader, not in a thread
MOST_WAITING = 64 * 1024 * 1024  # bytes of unfinished requests in one process
LEAVING = 5.0  # seconds to read the rest of what a client sends, so that it sees the answer (RFC 9112, 9.6)
LEAVING_BYTES = 2 * 1024 * 1024
STOPPING = 2.0  # seconds that a stopping worker waits for requests that have begun to arrive
PATIENCE = 5.0  # seconds that a thread waits for its client when others need it
NO_CONNECTION = (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK)


class ClientSocket(socket.socket):
    """The socket of a client, which knows since when a thread waits for it."""

    waiting_since: float | None = None

    @contextlib.contextmanager
    def waiting(self) -> Iterator[None]:
        self.waiting_since = time.monotonic()
        try:
            yield
        finally:
            self.waiting_since = None

    def recv(self, *arguments: Any) -> bytes:
        with self.waiting():
            return super().recv(*arguments)

    def sendall(self, *arguments: Any) -> None:
        with self.waiting():
            return super().sendall(*arguments)

    def sendfile(self, *arguments: Any, **options: Any) -> int:
        with self.waiting():
            return super().sendfile(*arguments, **options)


def unsent_bytes(sock: socket.socket) -> int:
    """Return how many bytes of answers the other side has not taken yet (tcp(7), SIOCOUTQ)."""
    return int.from_bytes(fcntl.ioctl(sock, termios.TIOCOUTQ, bytes(4)), sys.byteorder)


def piece_from(sock: Any) -> bytes | None:
    """Return what has come; nothing at the end of a connection, or when it is broken; None when nothing has come."""
    try:
        return bytes(sock.recv(PIECE))
    except BlockingIOError:
        return None
    except OSError:
        return b""


class WebWorker(ThreadWorker):
    """Connections are in one of three places: arriving, with a thread, or leaving. All but the second are free."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.arriving: dict[Any, Arrival] = {}  # the one that waits longest first
        self.answering: set[Any] = set()
        self.leaving: dict[Any, tuple[float, int]] = {}  # until when, and how many bytes were read meanwhile
        self.waiting_bytes = 0
        self.stopped_at: float | None = None

    def accept(self, listener: Any) -> None:
        """Take a connection; when there is no room, the one whose request has been arriving longest makes it."""
        try:
            accepted, address = listener.accept()
        except OSError as error:
            if error.errno not in NO_CONNECTION:
                raise
            return
        line = ClientSocket(fileno=accepted.detach())
        with contextlib.suppress(OSError):
            line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        self.nr_conns += 1
        if self.nr_conns >= self.worker_connections and self.arriving:
            self.close(next(iter(self.arriving)))
        self.wait_for_request(TConn(self.cfg, line, address, listener.getsockname()), Arrival(time.monotonic()))

    def wait_for_request(self, conn: Any, arrival: Arrival) -> None:
        conn.sock.setblocking(False)
        self.arriving[conn] = arrival
        self.poller.register(conn.sock, EVENT_READ, partial(self.take_piece, conn))

    def take_piece(self, conn: Any, sock: Any) -> None:
        piece = piece_from(sock)
        if piece:
            self.add(conn, piece)
        elif piece is not None:
            self.close(conn)

    def add(self, conn: Any, piece: bytes) -> None:
        """Add what has come to the request; give it to a thread when it is whole."""
        arrival = self.arriving[conn]
        arrival.add(piece, time.monotonic())
        self.waiting_bytes += len(piece)
        if arrival.is_too_long:
            self.refuse(conn, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        elif arrival.is_whole:
            self.give_in_turn(conn)
        elif arrival.expects:
            arrival.expects = False
            self.send(conn, b"HTTP/1.1 100 Continue\r\n\r\n")
        if self.waiting_bytes > MOST_WAITING and self.arriving:
            self.close(next(iter(self.arriving)))

    def give_in_turn(self, conn: Any) -> None:
        """Give a request to a thread once the answer before it was taken; until then nothing more is read."""
        if unsent_bytes(conn.sock):
            with contextlib.suppress(KeyError):
                self.poller.unregister(conn.sock)
        else:
            self.give_to_thread(conn)

    def give_to_thread(self, conn: Any) -> None:
        arrival = self.forget(conn)
        conn.data_ready = True
        conn.init()
        conn.parser.unreader.unread(bytes(arrival.received))
        self.enqueue_req(conn)

    def enqueue_req(self, conn: Any) -> None:
        self.answering.add(conn)
        super().enqueue_req(conn)

    def finish_request(self, conn: Any, fs: "Future[Any]") -> None:
        """Wait for the next request of a connection, or let it end; also when one was sent behind the answered one.

        Browsers and proxies wait for an answer before they ask again (RFC 9112, 9.3.2 allows both).
        """
        self.answering.discard(conn)
        if fs.cancelled() or fs.exception() or not fs.result() or conn.parser.unreader.take_buffered():
            self.leave(conn)
        else:
            self.wait_for_request(conn, Arrival(time.monotonic(), self.cfg.keepalive))

    def _keepalive_after(self, conn: Any, keepalive: Any) -> bool:
        """End a connection whose body was left unread and has not come yet: no thread reads what nobody wants."""
        reader = conn.parser.mesg.body.reader
        unread = getattr(reader, "parser", None) or getattr(reader, "length", 0) > LARGEST_BODY
        return not unread and super()._keepalive_after(conn, keepalive)

    def leave(self, conn: Any) -> None:
        """End our side, and read for a moment what still comes: a browser cut off while sending shows no answer."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
            self.leaving[conn] = (time.monotonic() + LEAVING, 0)
            self.poller.register(conn.sock, EVENT_READ, partial(self.take_rest, conn))
        except OSError:
            self.close(conn)

    def take_rest(self, conn: Any, sock: Any) -> None:
        until, read = self.leaving[conn]
        piece = piece_from(sock)
        if piece is None:
            return
        self.leaving[conn] = (until, read + len(piece))
        if not piece or read + len(piece) > LEAVING_BYTES:
            self.close(conn)

    def refuse(self, conn: Any, status: HTTPStatus) -> None:
        self.forget(conn)
        self.send(conn, refusals.answer(status))
        self.leave(conn)

    def send(self, conn: Any, answer: bytes) -> None:
        """Send a short answer; it is lost when the client has gone, or takes nothing."""
        with contextlib.suppress(OSError):
            conn.sock.send(answer)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Answer what is no request in our words, and log neither who sent it nor what it says."""
        status = refusals.status_of(exc)
        if status == HTTPStatus.INTERNAL_SERVER_ERROR:
            self.log.error("Error handling request", exc_info=exc)
        with contextlib.suppress(OSError):
            client.setblocking(False)
            client.send(refusals.answer(status))

    def forget(self, conn: Any) -> Arrival:
        arrival = self.arriving.pop(conn)
        self.waiting_bytes -= len(arrival.received)
        with contextlib.suppress(KeyError):
            self.poller.unregister(conn.sock)
        return arrival

    def close(self, conn: Any) -> None:
        if conn in self.arriving:
            self.forget(conn)
        elif self.leaving.pop(conn, None):
            with contextlib.suppress(KeyError):
                self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self) -> None:
        """End what takes too long; gunicorn calls this each second, and while it stops."""
        now = time.monotonic()
        self.stopped_at = self.stopped_at or (None if self.alive else now)
        stop = self.stopped_at + STOPPING if self.stopped_at else float("inf")
        for conn in [one for one, arrival in self.arriving.items() if min(arrival.deadline, stop) <= now]:
            if self.arriving[conn].received:
                self.refuse(conn, HTTPStatus.REQUEST_TIMEOUT)
            else:
                self.close(conn)
        for conn in [one for one, arrival in self.arriving.items() if arrival.is_whole]:
            self.give_in_turn(conn)
        for conn in [one for one, (until, _read) in self.leaving.items() if min(until, stop) <= now]:
            self.close(conn)
        if len(self.answering) >= self.cfg.threads:
            self.free_threads(now)

    def free_threads(self, now: float) -> None:
        """Cut off the clients for which threads have waited too long: others wait for these threads."""
        for conn in self.answering:
            since = conn.sock.waiting_since
            if since is not None and since + PATIENCE <= now:
                with contextlib.suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RDWR)
