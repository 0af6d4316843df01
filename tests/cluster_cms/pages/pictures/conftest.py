"""A media folder of the test's own, and what a stranger finds in the public part of it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> Path:
    """An empty media folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def editor(marketing: Any, signed_in: Callable[[Any], Client]) -> Client:
    return signed_in(marketing)


@pytest.fixture
def stored_files(media: Path) -> Callable[[], Iterator[Path]]:
    """Returns every file of the media folder, public or not."""
    return lambda: (path for path in media.rglob("*") if path.is_file())
