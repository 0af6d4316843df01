"""The handbooks under Help: all of them, in the reader's language, the reader's own first, with every link alive."""

import re
from collections.abc import Callable

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from wagtail.users.models import UserProfile

from cluster_cms.handbooks.books import FOLDER, NAMES, book
from cluster_cms.security.accounts import User

SignIn = Callable[[User], Client]
BOOKS = "/admin/handbooks/"
LARGEST = 2_000_000  # bytes of all pictures


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_each_handbook_is_shown_with_its_contents(name: str, marketing: User, signed_in: SignIn, language: str) -> None:
    UserProfile.objects.update_or_create(user=marketing, defaults={"preferred_language": language})
    client, shown = signed_in(marketing), book(name, language)
    page = text(client, f"{BOOKS}{name}/")
    assert shown.title.replace("'", "&#x27;") in page
    assert len(shown.contents) >= 3
    for heading in shown.contents:
        assert f'href="#{heading.anchor}"' in page
        assert f'id="{heading.anchor}"' in page
    assert "**" not in page
    assert ".md" not in re.sub(r"<code>.*?</code>", "", page)


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_tasks(name: str) -> None:
    japanese, english = (book(name, language).contents for language in ("ja", "en"))
    assert [one.level for one in japanese] == [one.level for one in english]


def test_the_readers_own_handbook_comes_first(desk: User, legal: User, admin: User, signed_in: SignIn) -> None:
    for user, name in ((desk, "desk"), (legal, "legal"), (admin, "operators")):
        assert re.findall(r'id="book-([\w-]+)"', text(signed_in(user), BOOKS))[0] == name


def test_an_unknown_handbook_is_not_found(marketing: User, signed_in: SignIn) -> None:
    assert signed_in(marketing).get(f"{BOOKS}settings/").status_code == 404


@pytest.mark.parametrize("address", [BOOKS, f"{BOOKS}desk/"])
def test_a_stranger_is_sent_to_sign_in(visitor: Client, address: str) -> None:
    assert visitor.get(address).headers["Location"].startswith("/admin/account/login/")


def test_every_picture_exists_and_all_are_small() -> None:
    named = {name for path in FOLDER.glob("*.md") for name in re.findall(r"\]\(pictures/([^)]+)\)", path.read_text())}
    kept = {path.name for path in (FOLDER / "pictures").glob("*.png")}
    assert named == kept
    assert all(finders.find(f"cluster_cms/handbooks/{name}") for name in named)
    assert sum((FOLDER / "pictures" / name).stat().st_size for name in kept) < LARGEST
