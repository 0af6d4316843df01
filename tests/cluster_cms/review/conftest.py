"""A page with a draft, a second colleague in marketing, and the links that are made for them."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from cluster_cms.security.accounts import MARKETING, User
from home.models import CompanyPage
from tests.home.making import company_page

SHOWN, LATER = "下書きの言葉です。", "後から書いた言葉です。"


def mails_to(address: str) -> list[EmailMessage]:
    """Return the mails about the page that went to somebody, who is told of other things too."""
    return [one for one in mail.outbox if one.to == [address] and "準備中" in str(one.subject)]


@pytest.fixture
def draft(database: None, marketing: User) -> CompanyPage:
    """A page that nobody has published yet, with a draft by marketing."""
    page = company_page("準備中のページ", "in-preparation", live=False, lead=SHOWN)
    page.save_revision(user=marketing)
    return page


@pytest.fixture
def colleague(database: None) -> User:
    """Somebody else in marketing, who can be asked, and reads the staff area in Japanese."""
    user = User.objects.create_user("hanako", "hanako@example.com", last_name="佐藤", first_name="花子")
    user.groups.add(Group.objects.get(name=MARKETING))
    return user


@pytest.fixture
def editor(signed_in: Callable[[User], Client], marketing: User) -> Client:
    return signed_in(marketing)


@pytest.fixture
def share(editor: Client) -> Callable[..., str]:
    """Makes a link on the screen and returns its path."""

    def make(page: CompanyPage, days: int = 7) -> str:
        answer = editor.post(reverse("review_links", args=[page.pk]), {"days": days})
        assert answer.status_code == 200
        address: str = answer.context["address"]
        return "/" + address.split("/", 3)[3]

    return make
