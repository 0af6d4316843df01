"""Of a referring address only the public name of its host is kept, in its shortest form."""

import pytest

from cluster_cms.statistics.referrers import referring_host, shown_host

HOSTS = {
    "https://www.google.co.jp/": "google.co.jp",
    "https://search.yahoo.co.jp/search?p=secret": "yahoo.co.jp",
    "http://Example.COM:8080/a/b?q=1#c": "example.com",
    "https://user:password@example.com/": "example.com",
    "https://example.com.": "example.com",
    "https://example.com?x": "example.com",
    "https://a.b.c.d.example.com/": "d.example.com",
    "https://xn--wgv71a119e.jp/": "xn--wgv71a119e.jp",
    "https://t.co/abc": "t.co",
    "": "",
    "about:blank": "",
    "/news/": "",
    "https://": "",
    "https://www.here.example/news/": "",
}
NO_PUBLIC_NAMES = (
    "https://192.0.2.1/",
    "https://192.0.2.1:8080/",
    "https://[2001:db8::1]/",
    "http://localhost:8000/",
    "http://intranet/",
    "http://taro-pc.local/",
    "http://files.kaisha.corp/",
    "android-app://com.example.reader/",
    "file:///home/taro/list.html",
    "https://日本語.jp/",
    "https://exa mple.com/",
    "https://-a.com/",
    "https://a..com/",
    "https://example.123/",
    "https://" + "a" * 64 + ".com/",
    "https://" + "a." * 200 + "com/",
    "https://" + ".".join(["a" * 50] * 3) + ".com/",
    "https://\x00.com/",
    "javascript://example.com/",
)


@pytest.mark.parametrize("referer", HOSTS)
def test_a_host_is_named_in_its_shortest_form(referer: str) -> None:
    assert referring_host(referer, "www.here.example") == HOSTS[referer]


@pytest.mark.parametrize("referer", NO_PUBLIC_NAMES)
def test_what_is_no_public_name_is_not_kept(referer: str) -> None:
    assert referring_host(referer) in ("other", "")


def test_a_name_in_japanese_is_shown_as_people_read_it() -> None:
    assert shown_host("xn--wgv71a119e.jp") == "日本語.jp"
    assert shown_host("xn--a.jp") == "xn--a.jp"
    assert shown_host("example.com") == "example.com"
