"""Item 6 of the policy: statistics hold nothing of a person. At present nothing is counted, and the page says so."""

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from gunicorn.config import Config

from cluster_cms.promises.evidence import State, gather
from cluster_cms.settings import gunicorn
from tests.promises.mutations import Mutation

MUTATIONS = (
    Mutation("cluster_cms/settings/gunicorn.py", "accesslog = None", 'accesslog = "-"'),
    Mutation("cluster_cms/promises/crawl_report.py", "holds=not gunicorn.accesslog", "holds=True"),
    Mutation("cluster_cms/promises/items.py", "At present nothing is counted. ", ""),
)


def test_the_application_server_keeps_no_access_log() -> None:
    config = Config()
    for name, value in vars(gunicorn).items():
        if name in config.settings:
            config.set(name, value)
    assert config.accesslog is None
    assert not config.disable_redirect_access_to_syslog
    assert config.syslog is False


def test_no_logger_of_ours_writes_down_visits() -> None:
    assert "gunicorn.access" not in str(settings.LOGGING)
    assert "request" not in str(settings.LOGGING["formatters"])


def test_the_page_says_that_nothing_is_counted(visitor: Client, language: str, database: None) -> None:
    page = visitor.get("/promises/" if language == "ja" else "/en/promises/").content.decode()
    words = "いまは何も数えていません" if language == "ja" else "At present nothing is counted."
    assert words in page.split('id="promise-6"', 1)[1].split('id="promise-7"', 1)[0]


def test_no_table_counts_visits() -> None:
    ours = {"cluster_cms", "home", "policy", "contact", "search"}
    names = {model._meta.model_name or "" for model in apps.get_models() if model._meta.app_label in ours}
    assert [name for name in names if any(word in name for word in ("visit", "view", "statistic", "hit"))] == []


def test_the_page_says_so_when_the_server_begins_to_log(database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gunicorn, "accesslog", "-")
    assert gather().state(6) == State.FAILED
