"""The same warning is shown once, however often a form was saved."""

from django.contrib.messages import constants
from django.http import HttpResponse
from django.test import RequestFactory

from cluster_cms.views.messages_once import OnceStorage


def test_the_same_sentence_is_shown_once() -> None:
    request = RequestFactory().get("/admin/")
    vars(request)["session"] = {}
    for _save in range(3):
        storage = OnceStorage(request)
        storage.add(constants.WARNING, "The English form asks another question.")
        storage.update(HttpResponse())
    shown = OnceStorage(request)
    shown.add(constants.WARNING, "The English form asks another question.")
    shown.add(constants.SUCCESS, "Saved.")
    assert [message.message for message in shown] == ["The English form asks another question.", "Saved."]
