"""What must not stand in the source, beyond ruff's own rules (S, DJ): by syntax, without a scanner."""

import ast
import re
import subprocess
from collections.abc import Iterator

import pytest

from tests.infrastructure.house import APPS, ROOT, sources, tree_of

# Rooms that write SQL by hand, each with its own tests on both databases.
SQL = {
    "backups",
    "erasures",
    "management",
    "operations",
    "security",
    "statistics",
    "exports",
    "inquiries",
    "rate_limits",
}
SQL |= {"search", "transfers", "backends"}
FORBIDDEN = {
    "RawHTMLBlock": "editors write no HTML",
    "csrf_exempt": "the staff area asks for a token, and public views judge the origin",
    "xframe_options_exempt": "no page of ours is framed elsewhere",
    "mark_safe": "html is made by templates and format_html",
    "gravatar": "staff addresses leave nobody",
    "login": "sign-in is the account pages' own",
}
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}"
    r"|\bxox[abprs]-[0-9A-Za-z-]{10,}"
    r"|\bAGE-SECRET-KEY-1[0-9A-Z]{50,}|\bsk_live_[0-9A-Za-z]{16,}|\bAIza[0-9A-Za-z_-]{35}\b"
    r"|://[^/\s:@{}$<>]+:[^/\s:@{}$<>]{6,}@"
)
SAMPLES = re.compile(r"user:password@|user:change-me@|owner:|site:|taro:secret@|open%20sesame@")  # of documentation


def names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("name", FORBIDDEN)
def test_no_module_uses(name: str) -> None:
    found = {str(path.relative_to(ROOT)) for path in sources(*APPS) if name in names(tree_of(path))}
    assert found == ({"contact/inbound/imap.py"} if name == "login" else set())  # signs in to the mailbox


def calls(tree: ast.AST) -> set[str]:
    """Return the names of the methods that a module calls."""
    nodes = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {node.attr for node in nodes if isinstance(node, ast.Attribute)}


def test_sql_is_written_by_hand_in_few_rooms_alone() -> None:
    paths = [path.relative_to(ROOT) for path in sources(*APPS) if {"cursor", "raw", "extra"} & calls(tree_of(path))]
    assert paths
    assert [str(path) for path in paths if path.parts[1] not in SQL] == []


def test_no_template_turns_escaping_off_or_runs_inline_code() -> None:
    """The frozen text of the policy was escaped when it was made, and its hash is checked before it is shown."""
    unescaped = re.compile(r"\|\s*safe\b|autoescape\s+off")
    inline = re.compile(
        r"\son\w+\s*=\s*[\"']|<script(?![^>]*\b(?:src=|type=.application/(?:ld\+)?json))|\sstyle=|javascript:",
        re.IGNORECASE,
    )
    templates = [path for app in APPS for path in (ROOT / app).rglob("*.html") if "wagtailadmin" not in path.parts]
    texts = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in templates}
    assert len(texts) > 100
    assert [path for path, text in texts.items() if unescaped.search(text)] == ["policy/templates/policy/text.html"]
    assert [path for path, text in texts.items() if inline.search(re.sub(r"{%.*?%}", "", text))] == []


def secrets_in(text: str) -> list[str]:
    return [found[0] for found in SECRETS.finditer(text) if not SAMPLES.search(found[0])]


def test_no_file_of_the_checkout_holds_a_secret() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    files = [ROOT / name for name in listed.split("\0") if name] or [
        path for app in APPS for path in (ROOT / app).rglob("*.py")
    ]
    texts = {path: path.read_bytes().decode("utf-8", "ignore") for path in files if path.is_file()}
    assert {str(path): found for path, text in texts.items() if (found := secrets_in(text))} == {}


@pytest.mark.parametrize("secret", ["AKIA" + "A" * 16, "ghp_" + "a" * 36, "postgres://somebody" + ":hunter22@db/x"])
def test_the_search_for_secrets_finds_them(secret: str) -> None:
    assert secrets_in(f"key = '{secret}'")
