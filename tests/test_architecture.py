"""The rules of the house, as data: who may import whom, and how long things may grow."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("cluster_cms", "home", "policy", "contact", "search")
# What each app may import of ours.
MAY_IMPORT = {
    "cluster_cms": {"cluster_cms"},
    "home": {"home", "cluster_cms"},
    "policy": {"policy", "cluster_cms"},
    "search": {"search", "cluster_cms"},
    "contact": {"contact", "cluster_cms", "policy.publishing.promulgation"},
}
# Within an app, downhill only: a module may import modules of its own or a lower step.
STEPS = ("wagtail_hooks", "viewsets", "views", "pages", "records", "ledger", "blocks")
MODULE_LINES, FUNCTION_LINES, TEST_LINES, JOURNEY_LINES = 300, 40, 30, 60
TEMPLATE_LINES, BASE_TEMPLATE_LINES = 80, 120
FORBIDDEN_NAMES = {"utils", "common", "helpers", "misc"}
SUPPRESSION = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:\s*no cover)|\bpytest\.skip\b|\bmark\.(skip|xfail)")
SUPPRESSIONS_ALLOWED = 10


def sources(*folders: str) -> list[Path]:
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in paths if "migrations" not in path.parts]


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """Yield each imported module; `from a import b` counts as `a.b`, so that a module import is seen as one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def is_within(name: str, allowed: set[str]) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in allowed)


@pytest.mark.parametrize("app", APPS)
def test_an_app_imports_only_what_stands_below_it(app: str) -> None:
    ours = {*APPS, "tests"}
    wrong = [
        f"{module_name(path)} imports {name}"
        for path in sources(app)
        for name, _node in imports(path)
        if name.split(".")[0] in ours and not is_within(name, MAY_IMPORT[app])
    ]
    assert not wrong


@pytest.mark.parametrize("app", APPS)
def test_nobody_inside_imports_the_models_module(app: str) -> None:
    wrong = [
        module_name(path) for path in sources(app) for name, _ in imports(path) if name.startswith(f"{app}.models")
    ]
    assert not wrong


@pytest.mark.parametrize("app", ["home", "policy", "contact", "search"])
def test_within_an_app_imports_run_downhill(app: str) -> None:
    wrong = []
    for path in sources(app):
        here = step_of(module_name(path))
        for name, _node in imports(path):
            there = step_of(name) if name.startswith(f"{app}.") else None
            if here is not None and there is not None and there < here:
                wrong.append(f"{module_name(path)} imports {name}")
    assert not wrong


def step_of(name: str) -> int | None:
    second = name.split(".")[1] if "." in name else ""
    return STEPS.index(second) if second in STEPS else None


def test_there_is_no_circle_of_modules() -> None:
    known = {module_name(path): path for path in sources(*APPS)}
    graph = {
        name: {target for imported, _ in imports(path) if (target := nearest(imported, known)) and target != name}
        for name, path in known.items()
    }
    assert find_circle(graph) is None


def nearest(name: str, known: dict[str, Path]) -> str | None:
    while name and name not in known:
        name = name.rpartition(".")[0]
    return name or None


def find_circle(graph: dict[str, set[str]]) -> list[str] | None:
    done: set[str] = set()

    def visit(name: str, trail: list[str]) -> list[str] | None:
        if name in trail:
            return [*trail[trail.index(name) :], name]
        if name in done:
            return None
        for target in sorted(graph[name]):
            if circle := visit(target, [*trail, name]):
                return circle
        done.add(name)
        return None

    return next((circle for name in sorted(graph) if (circle := visit(name, []))), None)


def test_imports_stand_at_the_top_and_name_what_they_take() -> None:
    wrong = []
    for path in sources(*APPS):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                wrong += [f"{path.name}: {ast.unparse(node)}" for node in ast.walk(function) if is_import(node)]
        if path.parent.name != "settings":  # one settings module in layers
            wrong += [f"{path.name}: star" for name, _ in imports(path) if name.endswith(".*")]
    assert not wrong


def is_import(node: ast.AST) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def test_no_module_is_a_lumber_room_or_too_long() -> None:
    wrong = []
    for path in [*sources(*APPS, "tests"), ROOT / "bootstrap.py"]:
        if path.stem in FORBIDDEN_NAMES or path.parent.name in FORBIDDEN_NAMES:
            wrong.append(f"{module_name(path)}: name")
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > MODULE_LINES:
            wrong.append(f"{module_name(path)}: {length} lines")
    assert not wrong


def test_no_function_is_too_long() -> None:
    wrong = []
    for path in [*sources(*APPS, "tests"), ROOT / "bootstrap.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (length := lines_of(node)) > limit(path, node):
                wrong.append(f"{module_name(path)}.{node.name}: {length} lines")
    assert not wrong


def lines_of(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def limit(path: Path, node: ast.FunctionDef) -> int:
    if "journeys" in path.parts:
        return JOURNEY_LINES
    return TEST_LINES if node.name.startswith("test_") else FUNCTION_LINES


def test_no_template_is_too_long() -> None:
    wrong = []
    for path in [path for app in APPS for path in (ROOT / app).rglob("*.html")]:
        allowed = BASE_TEMPLATE_LINES if path.name == "base.html" else TEMPLATE_LINES
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > allowed:
            wrong.append(f"{path.relative_to(ROOT)}: {length} lines")
    assert not wrong


def test_checks_are_hardly_ever_silenced() -> None:
    here = Path(__file__)
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in [*sources(*APPS, "tests"), ROOT / "bootstrap.py"]
        if path != here
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if SUPPRESSION.search(line)
    ]
    assert len(found) < SUPPRESSIONS_ALLOWED, found


def test_tests_assert_something_and_never_sleep() -> None:
    wrong = []
    for path in sources("tests"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not asserts(node):
                wrong.append(f"{path.name}: {node.name} asserts nothing")
            if path.name.startswith("test_") and isinstance(node, ast.Call) and ast.unparse(node.func) == "time.sleep":
                wrong.append(f"{path.name}:{node.lineno} sleeps")
    assert not wrong


def asserts(function: ast.FunctionDef) -> bool:
    """A test asserts by itself, by `pytest.raises`, by Playwright's `expect`, by axe, or by a function named for it."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            if name in ("raises", "expect", "axe") or name.startswith(("assert", "check_")):
                return True
    return False


def test_public_templates_set_no_cookie_and_no_inline_code() -> None:
    wrong = []
    for path in [path for app in APPS for path in (ROOT / app / "templates").rglob("*.html")]:
        text = path.read_text(encoding="utf-8")
        staff = "wagtailadmin" in text or "/admin/" in str(path) or "wagtailadmin" in path.parts
        if re.search(r"<[^%>]* style=", text):
            wrong.append(f"{path.relative_to(ROOT)}: style attribute")
        for forbidden in ("{% csrf_token", "request.user", "<style", "wagtailuserbar", "onclick="):
            if forbidden in text and not staff:
                wrong.append(f"{path.relative_to(ROOT)}: {forbidden}")
    assert not wrong
