"""Who may use the library of pictures and documents."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client

SignIn = Callable[[AbstractBaseUser], Client]
ADDRESSES = ["/admin/images/", "/admin/images/add/", "/admin/images/chooser/", "/admin/documents/"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_marketing_may_add_and_choose_media(address: str, marketing: AbstractBaseUser, signed_in: SignIn) -> None:
    assert signed_in(marketing).get(address).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/admin/images/add/", "/admin/documents/add/"])
def test_the_desk_may_not(address: str, desk: AbstractBaseUser, signed_in: SignIn) -> None:
    response = signed_in(desk).get(address)
    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
