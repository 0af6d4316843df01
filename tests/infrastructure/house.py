"""The house as data: the apps, the floors of each app, and the imports between them as measured from the source.

`tests/test_architecture.py` compares the two and `make docs` draws them. A room is a file or folder directly inside an
app.
"""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

Arrow = tuple[str, str]  # who imports, and what

ROOT = Path(__file__).resolve().parents[2]
APPS = ("cluster_cms", "home", "library", "products", "policy", "contact", "search")
# What each app may import of ours, as whole packages, or as the one face that another app offers.
MAY_IMPORT = {
    "cluster_cms": {"cluster_cms"},
    "home": {"home", "cluster_cms"},
    "library": {"library", "cluster_cms"},
    "products": {"products", "cluster_cms"},
    "policy": {"policy", "cluster_cms"},
    "search": {"search", "cluster_cms"},
    "contact": {"contact", "cluster_cms"},
}
FACES = {"contact": {"policy.publishing", "library.attachable", "library.text.file_types"}}
# The rooms of each app from the ground up: a room imports only rooms of a lower line.
FLOORS: Mapping[str, tuple[str, ...]] = {
    "cluster_cms": (
        "settings clock",
        "text server drawing",
        "security",
        "pages",
        "operations comparison",
        "templatetags blocks",
        "pasting checks",
        "views",
        "middleware",
        "mail erasures privacy statistics",
        "translations",
        "promises backups sign_in oversight dashboard handbooks",
        "review bin",
        "models demo urls wsgi",
        "wagtail_hooks apps management",
    ),
    "home": ("blocks feeds", "models", "bootstrap quick_actions templatetags", "demo", "wagtail_hooks apps"),
    "library": (
        "text",
        "models",
        "uploads reminders public attachable",
        "pages",
        "searching templatetags admin",
        "demo",
        "wagtail_hooks apps",
    ),
    "products": (
        "text",
        "models",
        "catalogue",
        "finder comparison",
        "public",
        "pages",
        "page_making",
        "exchange",
        "viewsets",
        "demo",
        "wagtail_hooks apps",
    ),
    "policy": (
        "text",
        "permissions",
        "comparison pasting",
        "models",
        "ledger",
        "publishing",
        "public",
        "pages",
        "site admin",
        "demo",
        "wagtail_hooks apps management",
    ),
    "contact": (
        "text",
        "permissions",
        "models",
        "deadlines",
        "figures",
        "rate_limits retention transfers search",
        "mails",
        "inquiries",
        "inbound",
        "privacy",
        "public",
        "pages",
        "exports",
        "admin",
        "officer_viewsets",
        "viewsets jobs middleware demo",
        "wagtail_hooks apps management",
    ),
    "search": (
        "synonyms",
        "tokens models",
        "highlight backends",
        "finding",
        "results sections suggestions",
        "views",
        "demo",
        "wagtail_hooks apps",
    ),
}


def sources(*folders: str) -> list[Path]:
    """Return the Python files of folders of the checkout, without migrations."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in paths if "migrations" not in path.parts]


def is_face(path: Path) -> bool:
    """Return whether a file is the face of a package (`__init__.py`), which may be short and only name others."""
    return path.name == "__init__.py"


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if is_face(path) else parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """Yield each imported module; `from a import b` counts as `a.b`, so that a module import is seen as one."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def room(module: str) -> str:
    """Return the room of a module; empty for the face of an app."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def floors(app: str) -> dict[str, int]:
    """Return the floor of each room of an app, counted from the ground, 0."""
    return {room: number for number, rooms in enumerate(FLOORS[app]) for room in rooms.split()}


@cache
def module_graph() -> Mapping[str, frozenset[str]]:
    """Return each module of the apps with the modules of the apps that it imports."""
    known = {module_name(path): path for path in sources(*APPS)}
    found = {name: {nearest(imported, known) for imported, _node in imports(path)} for name, path in known.items()}
    return {name: frozenset(targets - {name, ""}) for name, targets in found.items()}


def nearest(name: str, known: Mapping[str, Path]) -> str:
    """Return the module that a dotted name lies in; empty when it is none of ours."""
    while name and name not in known:
        name = name.rpartition(".")[0]
    return name


def room_arrows(app: str) -> set[Arrow]:
    """Return each pair of rooms of an app of which the first imports the second."""
    return {
        (room(module), room(target))
        for module, targets in module_graph().items()
        for target in targets
        if module.split(".")[0] == target.split(".")[0] == app and room(target) not in ("", room(module))
    }


def app_arrows() -> set[Arrow]:
    """Return each pair of apps of which the first imports the second."""
    pairs = {
        (module.split(".")[0], target.split(".")[0]) for module, targets in module_graph().items() for target in targets
    }
    return {(here, there) for here, there in pairs if here != there}
