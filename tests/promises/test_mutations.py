"""What `make test-mutations` breaks: every module of an item names something, and each text is there exactly once."""

from pathlib import Path

import pytest

from tests.infrastructure.template import PROJECT
from tests.promises.mutations import Mutation, modules, mutations_of

ALL = [(module, mutation) for module in modules() for mutation in mutations_of(module)]


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.stem)
def test_every_item_names_what_would_break_it(module: Path) -> None:
    assert mutations_of(module)


@pytest.mark.parametrize("module, mutation", ALL, ids=[f"{module.stem}-{mutation.path}" for module, mutation in ALL])
def test_a_mutation_changes_one_place_of_the_source(module: Path, mutation: Mutation) -> None:
    assert (PROJECT / mutation.path).read_text(encoding="utf-8").count(mutation.old) == 1
    assert mutation.new != mutation.old


@pytest.mark.parametrize("text", ["nothing of it", "twice, twice,"])
def test_a_text_that_is_not_there_exactly_once_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "file.py").write_text(text)
    with pytest.raises(ValueError, match="instead of once"):
        Mutation("file.py", "twice,", "once").apply(tmp_path)


def test_a_module_that_names_no_mutation_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "test_item_0.py").write_text('OTHER = "MUTATIONS"\n')
    with pytest.raises(ValueError, match="names no MUTATIONS"):
        mutations_of(tmp_path / "test_item_0.py")
