"""Breaks the code on purpose and sees whether the tests of the nine items notice: `make test-mutations`.

Each module `test_item_*.py` names in `MUTATIONS` the changes that must turn it red. They are read, not imported, and
tried one at a time on a copy of the source, with that module's tests alone (without a browser) on SQLite; all share the
template database of the unbroken source. A change that leaves the tests green has survived, and so has one that only
keeps them from starting: red must come from a test.
"""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.infrastructure.template import PROJECT, fingerprint

HERE = PROJECT / "tests" / "promises"
CAUGHT = 1  # the exit status of pytest when a test has failed
HANGS = -1  # in place of one: a change that never ends is none that a test has noticed
LONGEST = 900  # seconds for the tests of one module
LEFT_OUT = shutil.ignore_patterns("var", ".git", "__pycache__", ".*_cache", "node_modules")


@dataclass(frozen=True)
class Mutation:
    """A change of one file (its path from the top of the checkout): `old`, which it holds once, becomes `new`."""

    path: str
    old: str
    new: str

    def apply(self, tree: Path) -> None:
        """Write the changed file below a folder. Raises ValueError when the old text is not there exactly once."""
        text = (tree / self.path).read_text(encoding="utf-8")
        if (found := text.count(self.old)) != 1:
            raise ValueError(f"{self.path} holds this {found} times instead of once: {self.old}")
        (tree / self.path).write_text(text.replace(self.old, self.new), encoding="utf-8")

    def undo(self, tree: Path) -> None:
        shutil.copy2(PROJECT / self.path, tree / self.path)


def modules() -> list[Path]:
    return sorted(HERE.glob("test_item_*.py"))


def mutations_of(module: Path) -> list[Mutation]:
    """Read MUTATIONS of a module. Raises ValueError when it names none, or not in strings."""
    texts: dict[str, str] = {}
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(target := node.targets[0], ast.Name):
            if target.id == "MUTATIONS":
                return [read_mutation(one, texts) for one in getattr(node.value, "elts", ())]
            if isinstance(node.value, ast.Constant):
                texts[target.id] = str(node.value.value)
    raise ValueError(f"{module.name} names no MUTATIONS.")


def read_mutation(node: ast.expr, texts: Mapping[str, str]) -> Mutation:
    """Read Mutation(path, old, new), or the same as a plain tuple."""
    parts = node.args if isinstance(node, ast.Call) else getattr(node, "elts", ())
    return Mutation(*(read_text(part, texts) for part in parts))


def read_text(node: ast.expr, texts: Mapping[str, str]) -> str:
    """Read a string, also one that begins with a name given above: f"{FOLDER}file.py"."""
    if isinstance(node, ast.JoinedStr):
        return "".join(read_text(part, texts) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return read_text(node.value, texts)
    return texts[node.id] if isinstance(node, ast.Name) else str(ast.literal_eval(node))


def tests_of(module: Path, tree: Path) -> int:
    """Run the tests of a module as they stand in a tree; return pytest's exit status."""
    file = module.relative_to(PROJECT)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-m",
        "not browser",
        f"--output={tree / 'results'}",
        str(file),
    ]
    env = {**os.environ, "TEST_TEMPLATE": fingerprint()}
    try:
        done = subprocess.run(command, cwd=tree, env=env, capture_output=True, text=True, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return HANGS
    if done.returncode > CAUGHT:
        print(done.stdout[-2000:], done.stderr[-2000:], flush=True)
    return done.returncode


def try_module(module: Path, tree: Path) -> Iterator[bool]:
    """Yield for each mutation of a module whether its tests have caught it."""
    if tests_of(module, tree):
        raise ValueError(f"{module.name} is red before anything is broken.")
    for mutation in mutations_of(module):
        mutation.apply(tree)
        caught = tests_of(module, tree) == CAUGHT
        mutation.undo(tree)
        print(f"{'caught  ' if caught else 'SURVIVED'} {module.stem}: {mutation.path}: {mutation.old!r}", flush=True)
        yield caught


def main(names: list[str]) -> int:
    """Try the mutations of all modules, or of those whose names contain one of `names`; return the exit status."""
    tree = Path(os.environ["VAR_DIR"]) / "mutations"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(PROJECT, tree, ignore=LEFT_OUT)
    chosen = [module for module in modules() if not names or any(name in module.stem for name in names)]
    outcomes = [caught for module in chosen for caught in try_module(module, tree)]
    shutil.rmtree(tree)
    print(f"{sum(outcomes)} caught of {len(outcomes)} tried")
    return 0 if outcomes and all(outcomes) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
