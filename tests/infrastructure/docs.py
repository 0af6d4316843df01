"""`make docs`: draws the floors, the data model and the hooks into `docs/architecture/`, from the source as it is.

The same source gives the same text, so that `test_docs.py` can say when a drawing is out of date. The drawings are
Mermaid, which GitHub and most editors show as pictures.
"""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.db.models import Field, Model
from wagtail import hooks

from tests.infrastructure.house import APPS, FLOORS, ROOT, Arrow, app_arrows, module_name, room_arrows, sources, tree_of
from tests.infrastructure.role_walk.roles_file import roles_page

FOLDER = ROOT / "docs" / "architecture"
INDEX = ROOT / "docs" / "README.md"
RECORDS = "## Decision records\n"
HEAD = "<!-- Written by `make docs`; a test says when it is out of date. Change the code, not this file. -->\n"


def pages() -> dict[Path, str]:
    """Return every file that `make docs` writes, with its text."""
    return {
        INDEX: index_page(),
        FOLDER / "floors.md": floors_page(),
        FOLDER / "data-model.md": model_page(),
        FOLDER / "hooks.md": hook_page(),
        FOLDER.parent / "roles.md": roles_page(),
    }


def mermaid(lines: list[str]) -> str:
    return "\n".join(["```mermaid", *lines, "```"])


def table(titles: list[str], rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in [titles, ["---"] * len(titles), *rows])


def index_page() -> str:
    """Return the index of `docs/` with the decision records as they are; all before them is written by hand."""
    records = sorted((INDEX.parent / "decisions").glob("*.md"))
    titles = {path.name: path.read_text(encoding="utf-8").split("\n")[0].removeprefix("# ") for path in records}
    listed = [f"- [{title}](decisions/{name})" for name, title in titles.items()]
    return "\n".join([INDEX.read_text(encoding="utf-8").split(RECORDS)[0] + RECORDS, *listed, ""])


# Floors


def floors_page() -> str:
    """Return the apps and, for each app, its floors with the imports between its rooms."""
    parts = [
        "# Floors",
        "Measured from the imports. An arrow reads “imports”: every arrow runs down, and rooms of one floor do not"
        " import each other. `tests/test_architecture.py` holds the source against `tests/infrastructure/house.py`.",
        "A drawing leaves out each arrow that follows from others; the table beneath it names all imports of a room.",
        "## The apps",
        mermaid(["flowchart TD", *drawn_apps()]),
    ]
    for app in APPS:
        parts += [f"## {app}", mermaid(["flowchart TD", *drawn_floors(app)]), rooms(app, room_arrows(app))]
    return f"{HEAD}\n" + "\n\n".join(parts) + "\n"


def drawn_apps() -> list[str]:
    return [f"  {here} --> {there}" for here, there in sorted(without_shortcuts(app_arrows()))]


def without_shortcuts(arrows: set[Arrow]) -> set[Arrow]:
    """Return the arrows that no way over other rooms replaces."""
    below: dict[str, set[str]] = {}

    def reach(node: str) -> set[str]:
        if node not in below:
            below[node] = set()  # ends a circle of rooms, which the tests forbid
            for here, there in sorted(arrows):
                if here == node:
                    below[node] |= {there} | reach(there)
        return below[node]

    return {
        (here, there)
        for here, there in arrows
        if not any(there in reach(between) for one, between in arrows if one == here and between != there)
    }


def drawn_floors(app: str) -> Iterator[str]:
    """Yield the rooms and their arrows; invisible lines from each floor to the next keep a floor on one level."""
    rows = [rooms.split() for rooms in reversed(FLOORS[app])]
    drawn = without_shortcuts(room_arrows(app))
    yield from (f"  {room}" for row in rows for room in row)
    yield from (f"  {here} --> {there}" for here, there in sorted(drawn))
    for pair in (pair for upper, lower in pairwise(rows) for pair in product(upper, lower)):
        if pair not in drawn:
            yield "  " + " ~~~ ".join(pair)


def rooms(app: str, arrows: set[Arrow]) -> str:
    """Return a table of the rooms of an app from the roof down: what each holds and what it imports."""
    rows = []
    for number, floor in reversed(list(enumerate(FLOORS[app], 1))):
        for room in floor.split():
            imported = ", ".join(sorted(there for here, there in arrows if here == room))
            rows.append([str(number), f"`{room}`", purpose(ROOT / app / room), imported])
    return table(["floor", "room", "holds", "imports"], rows)


def purpose(room: Path) -> str:
    """Return the first line of the docstring of a room, which is a file or a folder."""
    path = room / "__init__.py" if room.is_dir() else room.with_suffix(".py")
    return (ast.get_docstring(tree_of(path)) or "").split("\n")[0]


# Data model


def model_page() -> str:
    """Return, for each app that stores something, its models as table and their relations as drawing."""
    parts = [
        "# Data model",
        "Read from the models as Django knows them: keys, unique columns and relations. What else a model stores is in"
        " its file. In a drawing, the mark at an end of a line says how many of that side belong to one of the other.",
    ]
    for app in APPS:
        models = sorted(apps.get_app_config(app).get_models(), key=lambda model: model.__name__)
        if models:
            rows = [[f"`{model.__name__}`", f"`{file_of(model)}`", first_line(model), keys(model)] for model in models]
            parts += [f"## {app}", table(["model", "file", "stores", "keys and relations"], rows)]
        if related := sorted(line for model in models for line in relations(model)):
            parts.append(mermaid(["erDiagram", "  direction LR", *related]))
    return f"{HEAD}\n" + "\n\n".join(parts) + "\n"


def file_of(model: type[Model]) -> str:
    return str(Path(inspect.getfile(model)).relative_to(ROOT))


def first_line(model: type[Model]) -> str:
    """Return the first line of a docstring of ours; Django writes a list of columns where there is none."""
    text = model.__doc__ or ""
    return "" if text.startswith(f"{model.__name__}(") else text.strip().split("\n")[0]


def own_keys(model: type[Model]) -> list["Field[Any, Any]"]:
    """Return the keys, unique columns and relations that a model itself declares, in their order."""
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [field for field in fields if field.primary_key or field.unique or field.is_relation]


def keys(model: type[Model]) -> str:
    return ", ".join(key(field) for field in own_keys(model))


def key(field: "Field[Any, Any]") -> str:
    """Return a column with its type, or with the model to which it points."""
    related = field.related_model
    points_to = related._meta.label if isinstance(related, type) else type(field).__name__.removesuffix("Field")
    marks = " (primary key)" if field.primary_key else " (unique)" if field.unique else ""
    return f"`{field.name}` {'→ ' if related else ''}{points_to}{marks}"


def relations(model: type[Model]) -> Iterator[str]:
    """Yield a line of the drawing for each relation to a model of ours."""
    for field in own_keys(model):
        related = field.related_model
        if isinstance(related, type) and related._meta.app_label in APPS:
            here = "|o" if field.one_to_one else "}o"
            there = "o{" if field.many_to_many else "o|" if field.null else "||"
            yield f"  {model.__name__} {here}--{there} {related.__name__} : {field.name}"


# Hooks


@dataclass(frozen=True)
class Hook:
    """A hook that the ground floor names, where it is asked, and what for."""

    name: str
    place: str
    purpose: str


def hooks_named() -> list[Hook]:
    """Return the hooks of its own that `cluster_cms` asks for, by name; Wagtail's begin with another word."""
    found = {}
    for path in sources("cluster_cms"):
        tree = tree_of(path)
        nodes: list[ast.Module | ast.FunctionDef] = [tree]
        nodes += [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        for node in nodes:
            text = ast.get_docstring(node) or ast.get_docstring(tree) or ""
            place = ".".join(filter(None, (module_name(path), getattr(node, "name", ""))))
            for name in names_asked(node, constants(tree)):
                found[name] = Hook(name, place, text.split("\n")[0])
    return [found[name] for name in sorted(found) if name.startswith("register_")]


def constants(tree: ast.Module) -> dict[str, str]:
    """Return the strings that a module gives names to."""
    given = [one for one in tree.body if isinstance(one, ast.Assign) and isinstance(one.value, ast.Constant)]
    return {ast.unparse(one.targets[0]): str(one.value.value) for one in given if isinstance(one.value, ast.Constant)}


def names_asked(node: ast.AST, constants: dict[str, str]) -> Iterator[str]:
    """Yield the hooks in `hooks.get_hooks("…")`, and those of a menu (`register_hook_name="…"`)."""
    for call in [one for one in ast.walk(node) if isinstance(one, ast.Call)]:
        values = call.args[:1] if ast.unparse(call.func) == "hooks.get_hooks" else []
        values = values + [keyword.value for keyword in call.keywords if keyword.arg == "register_hook_name"]
        for value in values:
            yield str(value.value) if isinstance(value, ast.Constant) else constants[ast.unparse(value)]


def hook_page() -> str:
    """Return the hooks of the ground floor, with the function that asks and those that answer."""
    rows = [[f"`{hook.name}`", f"`{hook.place}`", hook.purpose, answers(hook.name)] for hook in hooks_named()]
    text = (
        "The ground floor reaches the apps only through these hooks (Wagtail's `hooks.register`), so that nothing"
        " imports upward. Each app registers in its `wagtail_hooks.py`. The last column is in the order of the calls."
    )
    return f"{HEAD}\n# Hooks\n\n{text}\n\n{table(['hook', 'asked by', 'what for', 'registered'], rows)}\n"


def answers(name: str) -> str:
    """Return what our apps register for a hook, in the order of the calls; Wagtail's viewsets add their menu items."""
    named = (f"{one.__module__}.{getattr(one, '__qualname__', type(one).__name__)}" for one in hooks.get_hooks(name))
    return "<br>".join(f"`{place}`" for place in named if place.split(".")[0] in APPS)


def write() -> None:
    FOLDER.mkdir(exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    django.setup()
    write()
