"""After one language of a page was moved, the other is offered; nothing happens to it by itself."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cluster_cms.security.accounts import User
from tests.cluster_cms.translations.writing import both, fresh

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def test_the_other_language_is_offered_the_counterpart_of_the_new_place(admin: User, signed_in: SignIn) -> None:
    source, translation = both(admin)
    place, there = both(admin, "place")
    address = reverse("wagtailadmin_pages:move_confirm", args=[source.pk, place.pk])
    page = signed_in(admin).post(address, follow=True)
    offered = reverse("wagtailadmin_pages:move_confirm", args=[translation.pk, there.pk])
    assert offered in page.content.decode()
    assert not fresh(translation).is_child_of(there)
    signed_in(admin).post(offered)
    assert fresh(translation).is_child_of(fresh(there))
