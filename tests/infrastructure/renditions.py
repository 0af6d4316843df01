"""An image is resized and measured once in a run, not in each test that shows it: a third of a second for the front
page alone.

Only what follows from an original's bytes is kept: the rendition's row and its file are made anew by each test.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from wagtail.images.models import AbstractImage, Filter, WagtailImageFieldFile

Made = dict[tuple[str, str, str], tuple[Any, bytes]]


def hash_of(file: Any) -> str:
    file.seek(0)
    found = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    return found


def hash_of_original(image: AbstractImage, source: Any) -> str:
    if source is not None:
        return hash_of(source)
    with image.open_file() as file:
        return hash_of(file)


def resizing_once(patch: pytest.MonkeyPatch) -> None:
    made: Made = {}
    resize = Filter.run

    def run(self: Filter, image: AbstractImage, output: Any, source: Any = None) -> Any:
        key = hash_of_original(image, source), self.spec, str(self.get_cache_key(image))
        if key in made:
            kind, content = made[key]
            output.write(content)
            return kind(output)
        result = resize(self, image, output, source)
        output.seek(0)
        made[key] = type(result), output.read()
        return result

    patch.setattr(Filter, "run", run)


def measuring_once(patch: pytest.MonkeyPatch) -> None:
    sizes: dict[str, Any] = {}
    measure = WagtailImageFieldFile.get_image_dimensions

    def get_image_dimensions(self: WagtailImageFieldFile) -> Any:
        was_closed = self.closed
        self.open()
        try:
            key = hash_of(self)
        finally:
            if was_closed:
                self.close()
        if key not in sizes:
            sizes[key] = measure(self)
        return sizes[key]

    patch.setattr(WagtailImageFieldFile, "get_image_dimensions", get_image_dimensions)


@pytest.fixture(scope="session", autouse=True)
def images_worked_on_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        resizing_once(patch)
        measuring_once(patch)
        yield
