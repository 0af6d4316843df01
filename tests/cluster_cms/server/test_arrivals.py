"""A request gets a thread when it is whole, and has until a moment to become so."""

from cluster_cms.server.arrivals import FIRST_BYTE, LARGEST_BODY, LARGEST_HEAD, WHOLE_BODY, WHOLE_HEAD, Arrival

GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


def post(length: int | str, *more: str) -> bytes:
    lines = ("POST / HTTP/1.1", "Host: a", f"content-LENGTH: {length}", *more, "", "")
    return "\r\n".join(lines).encode()


def arrived(*pieces: bytes) -> Arrival:
    arrival = Arrival(0)
    for piece in pieces:
        arrival.add(piece, 0)
    return arrival


def test_a_head_is_whole_wherever_it_was_cut() -> None:
    for cut in range(1, len(GET)):
        assert not arrived(GET[:cut]).is_whole
        assert arrived(GET[:cut], GET[cut:]).is_whole


def test_a_body_is_waited_for_to_its_end() -> None:
    assert not arrived(post(5) + b"abcd").is_whole
    assert arrived(post(5) + b"abcd", b"e").is_whole
    assert arrived(post(5) + b"abcde" + GET).is_whole


def test_what_is_too_large_or_unclear_is_answered_by_its_head() -> None:
    """gunicorn and the site refuse these; nothing is gained by waiting."""
    for length in (LARGEST_BODY + 1, 10**9, "-1", "five", "5\r\nContent-Length: 6", ""):
        assert arrived(post(length)).is_whole, length
    assert arrived(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n").is_whole


def test_a_head_without_end_is_too_long() -> None:
    endless = arrived(b"GET / HTTP/1.1\r\n" + b"x" * LARGEST_HEAD)
    assert endless.is_too_long
    assert not arrived(GET).is_too_long


def test_the_deadline_moves_with_each_part_and_not_with_each_byte() -> None:
    arrival = Arrival(0)
    assert arrival.deadline == FIRST_BYTE
    arrival.add(post(5)[:9], 5)
    arrival.add(post(5)[9:12], 9)
    assert arrival.deadline == 5 + WHOLE_HEAD
    arrival.add(post(5)[12:], 11)
    arrival.add(b"a", 12)
    assert arrival.deadline == 11 + WHOLE_BODY


def test_a_sender_who_waits_to_be_asked_is_asked() -> None:
    assert arrived(post(5, "Expect: 100-continue")).expects
    assert not arrived(post(5, "Expect: 100-continue") + b"abcde").expects
    assert not arrived(post(5)).expects
