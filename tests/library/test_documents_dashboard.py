"""The front page of the staff area names the documents that expire, to those who may upload the next revision."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from cluster_cms.clock import today
from cluster_cms.security.accounts import User
from library.models import DocumentRevision, LibraryDocument
from tests.library.samples import document, revision

SignIn = Callable[[User], Client]
HOME = "/admin/"


def test_marketing_is_led_to_what_expires_and_others_are_not(signed_in: SignIn, marketing: User, desk: User) -> None:
    late, soon, far, hidden = (document(name, shown=name != "hidden") for name in ("late", "soon", "far", "hidden"))
    for paper, days in ((late, -1), (soon, 30), (far, 300), (hidden, -1)):
        revision(paper, expires_on=today() + timedelta(days=days))
    page = signed_in(marketing).get(HOME).text
    named = [one.name for one in (late, soon, far, hidden) if f"/librarydocument/edit/{one.pk}/" in page]
    assert named == ["late", "soon"]
    assert "/librarydocument/" not in signed_in(desk).get(HOME).text.partition("<main")[2]


def test_the_item_goes_when_nothing_is_due(signed_in: SignIn, marketing: User) -> None:
    DocumentRevision.objects.update(withdrawn_on=today())
    revision(LibraryDocument.objects.get(name="rohs-declaration"))
    assert "/librarydocument/edit/" not in signed_in(marketing).get(HOME).text
