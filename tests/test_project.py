"""What holds the project together: checks, migrations, languages, map, environment."""

import ast
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
APPS = ("cluster_cms", "home", "library", "products", "policy", "contact", "search")
READERS = {"text", "flag", "names", "number", "count", "networks", "path", "path_or_bucket"}
READERS |= {"secret", "key", "key_ring", "url", "mailbox_url"}
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
# Where Japanese is the matter itself: the demo's content, and what reads, counts or compares Japanese text.
SPEAKS_JAPANESE = (
    "cluster_cms/checks",
    "cluster_cms/comparison",
    "cluster_cms/demo.py",
    "cluster_cms/middleware/request_body.py",
    "cluster_cms/pages/slug_proposals.py",
    "cluster_cms/server/refusals.py",
    "cluster_cms/text",
    "contact/deadlines/business_days.py",
    "contact/demo",
    "contact/models/reply_rules.py",
    "contact/text/pasted_mail",
    "home/demo",
    "products/demo",
    "search/demo.py",
    "library/demo",
    "policy/comparison",
    "policy/demo",
    "policy/pasting",
    "policy/templates/policy/pasting",
    "products/demo",
    "search/demo.py",
    "products/text",
    "policy/text/clause_topics.py",
    "policy/text/legal_minimum.py",
    "policy/text/numbering.py",
    "search/highlight.py",
    "search/tokens.py",
)


def top_level() -> set[str]:
    """Return what lies at the top of the checkout, without state and tools' droppings."""
    ignored = {"var", "__pycache__", "node_modules"}
    return {path.name for path in ROOT.iterdir() if not path.name.startswith(".") and path.name not in ignored}


@pytest.mark.each_database
def test_django_finds_nothing_to_complain_about() -> None:
    out = StringIO()
    call_command("check", fail_level="WARNING", stdout=out)
    assert "no issues" in out.getvalue()


@pytest.mark.django_db
@pytest.mark.each_database
def test_no_migration_is_missing() -> None:
    out = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    assert "No changes detected" in out.getvalue()


def test_every_string_is_translated_into_japanese_and_compiled() -> None:
    call_command("update_messages", check=True, stderr=(complaints := StringIO()))
    assert complaints.getvalue() == ""


def test_no_japanese_hides_in_code_or_templates() -> None:
    wrong = []
    for app in APPS:
        for path in [*(ROOT / app).rglob("*.py"), *(ROOT / app / "templates").rglob("*.html")]:
            if not may_speak_japanese(path) and JAPANESE.search(without_comments(path)):
                wrong.append(str(path.relative_to(ROOT)))
    assert not wrong


def may_speak_japanese(path: Path) -> bool:
    return "migrations" in path.parts or any(path.is_relative_to(ROOT / place) for place in SPEAKS_JAPANESE)


def test_the_places_that_may_speak_japanese_are_there() -> None:
    assert not [place for place in SPEAKS_JAPANESE if not (ROOT / place).exists()]


def without_comments(path: Path) -> str:
    """Comments and docstrings may name a thing by its Japanese word; strings that people see may not."""
    text = path.read_text(encoding="utf-8")
    return ast.unparse(without_docstrings(ast.parse(text))) if path.suffix == ".py" else text


def without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            node.body = node.body[1:] or [ast.Pass()]
    return tree


def test_the_map_in_the_readme_names_what_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = readme.split("## The map", 1)[1].split("```")[1]
    named = {line.split()[0].rstrip("/") for line in block.splitlines() if line.strip() and not line.startswith(" ")}
    folders = {name for name in top_level() if (ROOT / name).is_dir()}
    assert named == folders | {".ci", ".github", "manage.py", "bootstrap.py", "Makefile"}


def test_the_top_level_is_closed() -> None:
    folders = {*APPS, "docker", "requirements", "tests", "docs"}
    files = {"manage.py", "bootstrap.py", "Makefile", "pyproject.toml", "LICENSE"}
    papers = {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "AGENTS.md"}
    assert top_level() == folders | files | papers


def variables_read() -> set[str]:
    """Return the first argument of every call such as `env.text("NAME")` in the settings."""
    found = set()
    for path in (ROOT / "cluster_cms" / "settings").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READERS:
                first = node.args[0] if node.args else None
                if ast.unparse(node.func.value) == "env" and isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def test_environment_code_table_and_example_agree() -> None:
    table = set(re.findall(r"^\| `([A-Z0-9_]+)` \|", (ROOT / "docs/environment.md").read_text("utf-8"), re.M))
    example = set(re.findall(r"^([A-Z0-9_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.M))
    assert variables_read() == table == example


def test_only_one_module_reads_the_environment() -> None:
    readers = [
        str(path.relative_to(ROOT))
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if re.search(r"os\.environ|os\.getenv", path.read_text("utf-8"))
    ]
    assert sorted(readers) == ["cluster_cms/settings/env.py", "cluster_cms/wsgi.py"]


def test_decision_records_are_numbered_without_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
