"""Every action that the code writes into the audit chain is called something in both languages."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest
from django.utils import translation

from cluster_cms.oversight.row_changes import specs
from contact.models import ConsentAnswer
from contact.privacy.audit_log import LABELS, labels
from contact.privacy.incidents import STEPS
from tests.infrastructure.house import ROOT
from tests.infrastructure.template import SOURCES

ACTION = re.compile(r"[a-z_]+\.[a-z_]+")
PAGE_LOG = {"schedule.cleared", "schedule.missed", "translation.confirmed"}  # entries of Wagtail's own log of pages
# Actions that are put together, with what they can become.
COMPOSED = {
    "f'consent.{answer.value}'": [f"consent.{answer.value}" for answer in ConsentAnswer],
    "f'incident.{step}'": [f"incident.{step}" for step in STEPS],
    "f'{code}.confirmed'": [f"{spec.code}.confirmed" for spec in specs().values() if spec.delayed],
}
TREES = [ast.parse(path.read_text(encoding="utf-8")) for app in SOURCES for path in (ROOT / app).rglob("*.py")]


def name_of(call: ast.Call) -> str:
    return ast.unparse(call.func)


def texts(node: ast.AST) -> set[str]:
    """Return the actions that stand in an expression as they are."""
    found = {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return set(filter(ACTION.fullmatch, found))


# What the modules name: a text, several, or a table of them; one name may stand for something else in each.
NAMED = defaultdict[str, set[str]](set)
for node in (node for tree in TREES for node in tree.body if isinstance(node, ast.Assign)):
    for name in ast.walk(node.targets[0]):
        if isinstance(name, ast.Name):
            NAMED[name.id] |= texts(node.value)


def actions(node: ast.expr) -> set[str]:
    """Return the actions that an argument can stand for, itself or by a name."""
    composed = COMPOSED.get(ast.unparse(node), ())
    names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    return set(composed) or texts(node).union(*(NAMED[name] for name in names))


def recordings(names: set[str]) -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls of these functions, each with the name of the function that it stands in."""
    for tree in TREES:
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
            yield from ((function.name, call) for call in calls if name_of(call) in names)


@cache
def written() -> set[str]:
    """Return every action in the source, and what the functions that are told an action are told."""
    named = [one.value for _name, call in recordings({"transition"}) for one in call.keywords if one.arg == "act"]
    found, told = set[str]().union(*map(actions, named)), {"audit.record", "audit.Act"}
    while True:
        known = set(told)
        for function, call in recordings(known):
            given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg in ("act", "action"))]
            if said := set().union(*map(actions, given)):
                found |= said
            else:
                told |= {function, f"promulgation.{function}"}
        if told == known:
            return found - PAGE_LOG


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_action_is_called_something(language: str) -> None:
    with translation.override(language):
        known = labels()
    assert {"inquiry.opened", "inquiry.closed", "policy.withdrawn", "consent.given", "request.answered"} <= written()
    assert written() <= set(known)
    assert {"account.changed", "group.deleted", "desk_settings.changed", "privacy.purpose_created"} <= set(known)
    assert not {action for action, label in known.items() if label in ("", action)}


def test_no_label_is_left_of_an_action_that_nobody_writes() -> None:
    assert not set(LABELS) - written()
