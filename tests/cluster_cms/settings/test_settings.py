"""Production starts only when everything it needs is there and safe, and says in one sentence what is not."""

import base64
import hashlib
import importlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from django.core.exceptions import ImproperlyConfigured
from wagtail.admin.localization import get_available_admin_time_zones

PROJECT = Path(__file__).resolve().parents[3]
KEY, LOOKUP, BACKUP, AUDIT = (
    base64.b64encode(hashlib.sha256(b"%d" % number).digest()).decode() for number in range(1, 5)
)
SAFE = {
    "SECRET_KEY": "$0-random-looking-text-of-more-than-fifty-characters-0123456789",
    "SITE_URL": "https://www.example.com",
    "ALLOWED_HOSTS": "www.example.com, example.com",
    "DATABASE_URL": "sqlite:////nowhere/site.sqlite3",
    "INQUIRY_KEYS": f"2026a:{KEY}",
    "LOOKUP_KEY": LOOKUP,
    "BACKUP_KEY": BACKUP,
    "AUDIT_KEYS": f"2026a:{AUDIT}",
    "EMAIL_URL": "smtp+tls://user:word@mail.example.com:587",
    "DEFAULT_FROM_EMAIL": "desk@example.com",
}
Start = Callable[..., ModuleType]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Start:
    """Loads the production settings afresh in an environment of its own."""

    def load(**changes: str) -> ModuleType:
        for name in list(os.environ):
            monkeypatch.delenv(name)
        for name, value in {**SAFE, "VAR_DIR": str(tmp_path), **changes}.items():
            monkeypatch.setenv(name, value)
        for module in ("base", "production"):
            monkeypatch.delitem(sys.modules, f"cluster_cms.settings.{module}", raising=False)
        return importlib.import_module("cluster_cms.settings.production")

    return load


def test_a_complete_environment_starts(start: Start, tmp_path: Path) -> None:
    settings = start()
    found = [settings.SECRET_KEY, settings.ALLOWED_HOSTS, settings.INQUIRY_KEYS, settings.VAR_DIR, settings.DEBUG]
    hosts, ring = ["www.example.com", "example.com"], {"2026a": base64.b64decode(KEY)}
    assert found == [SAFE["SECRET_KEY"], hosts, ring, tmp_path.resolve(), False]


@pytest.mark.parametrize("name", SAFE)
@pytest.mark.parametrize("value", ["", " "])
def test_a_missing_variable_is_named(start: Start, name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"^{name} is not set\. See docs/environment\.md\.$"):
        start(**{name: value})


NOT_RANDOM = (
    bytes(32),
    b"\xff" * 32,
    bytes(range(32)),
    bytes(range(224, 256)),
    bytes(range(0, 224, 7)),
    hashlib.sha256(b"4").digest()[:16] * 2,
    b"change-me-change-me-change-me-32",
    b"0123456789abcdef0123456789ABCDEF",
    b"\0" * 16 + hashlib.sha256(b"4").digest()[:16],
)
UNSAFE = [
    ("SECRET_KEY", "short"),
    ("SECRET_KEY", "a" * 60),
    ("SECRET_KEY", "django-insecure-" + "0123456789" * 5),
    ("SITE_URL", "http://www.example.com"),
    ("SITE_URL", "www.example.com"),
    ("ALLOWED_HOSTS", "*"),
    ("ALLOWED_HOSTS", "www.example.com,.example.com"),
    ("ALLOWED_HOSTS", ","),
    ("DEBUG", "true"),
    ("DEBUG", "perhaps"),
    ("DATABASE_URL", "mysql://user@host/name"),
    ("DATABASE_URL", "nonsense"),
    ("MIGRATION_DATABASE_URL", "postgresql://owner:word@host/name"),
    ("MIGRATION_DATABASE_URL", "sqlite:////nowhere/site.sqlite3"),
    ("MIGRATION_DATABASE_URL", "nonsense"),
    ("INQUIRY_KEYS", KEY),
    ("INQUIRY_KEYS", "2026a:AAEC"),
    ("INQUIRY_KEYS", "2026a:not base64!"),
    ("INQUIRY_KEYS", f"2026a:{KEY},2026a:{KEY}"),
    ("INQUIRY_KEYS", f"２０２６:{KEY}"),
    ("INQUIRY_KEYS", ","),
    ("LOOKUP_KEY", "AAEC"),
    ("BACKUP_KEY", "AAEC"),
    ("BACKUP_KEY", LOOKUP),
    ("AUDIT_KEYS", f"2026a:{LOOKUP}"),
    ("AUDIT_KEYS", AUDIT),
    ("LOOKUP_KEY", KEY),
    ("INQUIRY_KEYS", f"2026a:{KEY},2025a:{KEY}"),
    *((name, base64.b64encode(raw).decode()) for name in ("LOOKUP_KEY", "BACKUP_KEY") for raw in NOT_RANDOM),
    ("INQUIRY_KEYS", "2026a:" + "dGVzdC1vbmx5LWtleS1vZi0zMi1ieXRlcy0wMDAwMDE="),
    ("INQUIRY_KEYS", f"2026a:{KEY},old:{'A' * 43}="),
    ("SECRET_KEY", "test-only-" + "0123456789abcdef" * 4),
    ("SECRET_KEY_FALLBACKS", "change-me-" * 6),
    ("EMAIL_URL", "pigeon://mail.example.com"),
    ("EMAIL_URL", "smtp://mail.example.com:port"),
    ("INBOUND_MAIL_URL", "pigeon://mail.example.com"),
    ("INBOUND_MAIL_URL", "imap://user:word@mail.example.com/INBOX"),
    ("INBOUND_MAIL_URL", "imap+tls://mail.example.com:port"),
    ("INBOUND_MAIL_URL", "maildir://folder"),
    ("CACHE_URL", "drawer://"),
    ("CACHE_URL", "redis://cache:6379/1"),
    ("CACHE_URL", "rediss://:word@cache:6379/1"),
    ("CACHE_URL", "valkey://cache:6379"),
    ("CACHE_URL", "memcache://cache:11211"),
    ("CACHE_URL", "pymemcache://cache:11211"),
    ("CACHE_URL", "pylibmc://cache:11211"),
    ("LOG_FORMAT", "xml"),
    ("TRUSTED_PROXIES", "proxy-1"),
    ("TRUSTED_PROXIES", "10.0.0.1/8"),
    ("FORM_POSTS_PER_NETWORK", "0"),
    ("FORM_SENDS_PER_HOUR", "many"),
]


@pytest.mark.parametrize("name, value", UNSAFE)
def test_an_unsafe_variable_is_named_in_one_sentence(start: Start, name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        start(**{name: value})
    assert re.fullmatch(rf"{name} [^.]*(\.example\.com[^.]*)?\. See docs/environment\.md\.", str(refused.value))
    assert value.strip(", ") in ("", "true") or value not in str(refused.value)  # a secret must not land in a log


SITE = "postgresql://site:word@pool/site"
NO_OWNERS = ["site:word@db/site", "owner:word@db/other", "db/site", ""]


@pytest.mark.parametrize("owner", NO_OWNERS)
def test_the_owner_is_another_role_of_the_same_database(start: Start, owner: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^MIGRATION_DATABASE_URL must [^.]+\. See docs/environment\.md\.$"):
        start(DATABASE_URL=SITE, MIGRATION_DATABASE_URL=f"postgresql://{owner}")
    found = start(DATABASE_URL=SITE, MIGRATION_DATABASE_URL="postgresql://owner:word@db:5433/site").OWNER_DATABASE
    assert (found["USER"], found["HOST"], found["PORT"]) == ("owner", "db", 5433)


def test_blank_stands_for_the_default(start: Start, tmp_path: Path) -> None:
    blank = dict.fromkeys(["DEBUG", "SECRET_KEY_FALLBACKS", "CACHE_URL", "LOG_FORMAT", "S3_BUCKET", "VAR_DIR"], "")
    settings = start(**blank)
    assert settings.CACHES["default"]["BACKEND"].endswith("LocMemCache")
    assert settings.VAR_DIR == PROJECT / "var"
    assert settings.SECRET_KEY_FALLBACKS == []


def test_a_secret_may_come_from_a_file(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(SAFE["SECRET_KEY"] + "\n")
    settings = start(SECRET_KEY="", SECRET_KEY_FILE=str(file))
    assert SAFE.get("SECRET_KEY") == settings.SECRET_KEY


def test_debug_is_off_unless_it_is_asked_for(start: Start) -> None:
    assert start(DEBUG="off").DEBUG is False


def test_djangos_own_deployment_check_finds_nothing(tmp_path: Path) -> None:
    environment = {**SAFE, "DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3", "VAR_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    environment |= {"DJANGO_SETTINGS_MODULE": "cluster_cms.settings.production", "PATH": os.environ["PATH"]}
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_media_and_the_journal_of_several_hosts_go_to_buckets_of_their_own(start: Start) -> None:
    keys = {"S3_ACCESS_KEY_ID": "id", "S3_SECRET_ACCESS_KEY": "word"}
    settings = start(**keys, S3_BUCKET="media", ERASURE_JOURNAL="s3://elsewhere/erasures")
    options = {name: store.get("OPTIONS", {}) for name, store in settings.STORAGES.items()}
    found = {name: (own["bucket_name"], own["location"]) for name, own in options.items() if "bucket_name" in own}
    assert found == {"default": ("media", ""), "erasures": ("elsewhere", "erasures")}


def test_a_cache_whose_client_is_installed_starts(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cluster_cms.settings.stores.find_spec", lambda _name: object())
    assert start(CACHE_URL="redis://cache:6379/1").CACHES["default"]["BACKEND"].endswith("RedisCache")


def test_time_zones_of_places_are_offered_and_none_that_browsers_do_not_know() -> None:
    offered = get_available_admin_time_zones()
    assert {"UTC", "Asia/Tokyo", "Europe/Paris", "America/Argentina/Buenos_Aires"} <= set(offered)
    assert not {"localtime", "Japan", "Etc/GMT-9"} & set(offered)
    assert len(offered) == len(set(offered))
