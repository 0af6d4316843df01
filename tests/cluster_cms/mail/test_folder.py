"""Mail as files: whole, one for each, and their owner's alone to read."""

import stat
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import send_mail

from cluster_cms.settings import env

TEXT = "受付番号は次のとおりです。\n\n    K7QM-2XFD\n"


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    values = env.Environment.email_url_config(f"filemail:///{tmp_path}/mail")
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = values["EMAIL_BACKEND"], values["EMAIL_FILE_PATH"]
    return tmp_path / "mail"


def test_each_mail_is_a_file_of_its_own(folder: Path) -> None:
    for name in ("hanako", "taro"):
        send_mail("お問い合わせを承りました", TEXT, None, [f"{name}@example.com"])
    mails = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in folder.iterdir()]
    assert {mail["To"] for mail in mails} == {"hanako@example.com", "taro@example.com"}
    assert mails[0]["Subject"] == "お問い合わせを承りました"
    assert mails[0].get_content() == TEXT


def test_only_the_owner_reads_them_and_names_tell_nothing(folder: Path) -> None:
    send_mail("お問い合わせを承りました", TEXT, None, ["hanako@example.com"])
    (file,) = folder.iterdir()
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, file)]
    assert modes == [0o700, 0o600]
    assert (file.suffix, "hanako" in file.name) == (".eml", False)
