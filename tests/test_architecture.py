"""The rules of the house, as data: who may import whom, and how long things may grow."""

import ast
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.infrastructure.house import (
    APPS,
    FACES,
    MAY_IMPORT,
    ROOT,
    floors,
    imports,
    is_face,
    module_graph,
    module_name,
    room,
    sources,
    tree_of,
)

MODULE_LINES, FUNCTION_LINES, TEST_LINES, JOURNEY_LINES = 300, 40, 30, 60
SHORT_MODULE_LINES, SHORT_MODULES_ALLOWED = 25, 16
TEMPLATE_LINES, BASE_TEMPLATE_LINES = 80, 120
FORBIDDEN_NAMES = {"utils", "common", "helpers", "misc"}
SUPPRESSION = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:\s*no cover)|\bpytest\.skip\b|\bmark\.(skip|xfail)")
SUPPRESSIONS_ALLOWED = 10
# Named by a contract: Django asks for these names.
CLASSES_NAMED_BY_CONTRACT = {"Command"}
FOLDERS_NAMED_BY_CONTRACT = {"settings", "commands"}
# Modules of SHORT_MODULE_LINES or fewer, with the reason why each stands alone.
SHORT_MODULES = {
    "cluster_cms.wsgi": "the server asks for it",
    "cluster_cms.review.finishing": "imported while Wagtail defines its models",
    "cluster_cms.settings.gunicorn": "the server asks for it",
    "cluster_cms.pages.absolute": "imported by every app that names a whole address",
    "cluster_cms.pages.bucket_storage": "only production installs its client",
    "cluster_cms.pages.storage": "the settings name it",
    "contact.apps": "Django asks for it",
    "contact.text.references": "imported by every room of the app",
    "home.apps": "Django asks for it",
    "home.templatetags.home_tags": "templates of other apps load it",
    "home.wagtail_hooks": "Wagtail asks for it",
    "library.apps": "Django asks for it",
    "products.apps": "Django asks for it",
    "policy.apps": "Django asks for it",
    "search.apps": "Django asks for it",
}


def is_within(name: str, allowed: set[str]) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in allowed)


@pytest.mark.parametrize("app", APPS)
def test_an_app_imports_only_what_stands_below_it(app: str) -> None:
    wrong = [
        f"{module} imports {target}"
        for module, targets in module_graph().items()
        for target in targets
        if module.split(".")[0] == app and not is_within(target, MAY_IMPORT[app]) and target not in FACES.get(app, ())
    ]
    assert not wrong


def test_no_app_imports_the_tests() -> None:
    assert not [module_name(path) for path in sources(*APPS) for name, _ in imports(path) if is_within(name, {"tests"})]


@pytest.mark.parametrize("app", APPS)
def test_every_room_has_one_floor_and_every_floor_its_rooms(app: str) -> None:
    rooms = {room(module) for module in module_graph() if module.startswith(f"{app}.")}
    assert rooms == set(floors(app))


@pytest.mark.parametrize("app", APPS)
def test_a_module_imports_only_its_own_room_and_lower_floors(app: str) -> None:
    floor = floors(app)
    wrong = {
        f"{module} imports {target}"
        for module, targets in module_graph().items()
        for target in targets
        if module.split(".")[0] == target.split(".")[0] == app and not stands_on(module, target, floor)
    }
    assert not wrong


def stands_on(module: str, target: str, floor: Mapping[str, int]) -> bool:
    """Return whether a module may import another of its app; the face of an app stands below every floor."""
    here, there = room(module), room(target)
    return here == there or floor.get(there, -1) < floor.get(here, -1)


def test_there_is_no_circle_of_modules() -> None:
    assert find_circle(module_graph()) is None


def find_circle(graph: Mapping[str, frozenset[str]]) -> list[str] | None:
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


@pytest.mark.parametrize("app", APPS)
def test_no_two_modules_of_an_app_have_the_same_name(app: str) -> None:
    named: dict[str, list[str]] = defaultdict(list)
    for path in sources(app):
        if not is_face(path) and path.parent.name not in FOLDERS_NAMED_BY_CONTRACT:
            named[path.stem].append(module_name(path))
    assert not {name: modules for name, modules in named.items() if len(modules) > 1}


@pytest.mark.parametrize("app", APPS)
def test_no_two_classes_of_an_app_have_the_same_name(app: str) -> None:
    named: dict[str, list[str]] = defaultdict(list)
    for path in sources(app):
        for node in tree_of(path).body:
            if isinstance(node, ast.ClassDef) and node.name not in CLASSES_NAMED_BY_CONTRACT:
                named[node.name].append(module_name(path))
    assert not {name: modules for name, modules in named.items() if len(modules) > 1}


def test_a_module_is_an_idea_and_not_a_line_or_two() -> None:
    short = {
        module_name(path)
        for path in sources(*APPS)
        if not is_face(path)
        and path.parent.name != "commands"  # a command is a file by contract; what it calls lies elsewhere
        and len(path.read_text(encoding="utf-8").splitlines()) <= SHORT_MODULE_LINES
    }
    assert short == set(SHORT_MODULES)
    assert len(SHORT_MODULES) <= SHORT_MODULES_ALLOWED


def test_imports_stand_at_the_top_and_name_what_they_take() -> None:
    wrong = []
    for path in sources(*APPS):
        for function in ast.walk(tree_of(path)):
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
        for node in ast.walk(tree_of(path)):
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
        for node in ast.walk(tree_of(path)):
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
        staff = "wagtailadmin" in text or "/admin/" in str(path) or {"wagtailadmin", "account", "mfa"} & {*path.parts}
        if re.search(r"<[^%>]* style=", text):
            wrong.append(f"{path.relative_to(ROOT)}: style attribute")
        for forbidden in ("{% csrf_token", "request.user", "<style", "wagtailuserbar", "onclick="):
            if forbidden in text and not staff:
                wrong.append(f"{path.relative_to(ROOT)}: {forbidden}")
    assert not wrong
