"""No screen of the staff area says anything in English to people who work in Japanese.

In every run: each screen once, as the first role that may see it. With ROLE_WALK=whole (`make test-extra`): each screen
as every role.
"""

import json
import os
from collections.abc import Callable
from typing import Any

import pytest

from cluster_cms.management.commands.update_messages import APPS
from cluster_cms.security.accounts import User
from tests.infrastructure.english_strings import english_in, is_english, written_by_people
from tests.infrastructure.role_walk.doors import doors
from tests.infrastructure.role_walk.objects import Kind, kinds_for
from tests.infrastructure.role_walk.roles_file import ROLES, stated
from tests.infrastructure.role_walk.walk import LEADING, Case, cases, client_as, undone

WHOLE = os.environ.get("ROLE_WALK") == "whole"
ACCOUNTS = {"privacy officer": "privacy", "superuser": "admin"}
STAFF = [role for role in ROLES if role not in ("stranger", "no group")]
FEWEST = {"marketing": 150, "legal": 1, "approver": 0, "desk": 20, "privacy officer": 1, "superuser": 50}  # screens
# What Wagtail cannot be told otherwise; all but the first two and the last are seen by superusers only.
KNOWN = {
    "Search": "a hidden button of the dialog that chooses a page",
    "Root": "the name of a collection is content",
    "Locale": "a model of Wagtail without a name that could be translated",
    "Locales": "the same",
    "2 locales": "the same",
    "Simple translation": "the same, in the rights of a group",
    "Page": "a field of Wagtail without a label, in the rights of a group and in workflows",
    "Task type": "a label that is translated when the module is read",
    "Daily count": "a model of ours that nobody edits, in the rights of a group",
    "Sample Optics Ltd.": "the company of an English inquiry, in the list of the desk",
    "None": "an empty value where Wagtail inspects a record",
}

# Shows what people wrote cut into pieces, which are found nowhere.
COMPARISON = "/admin/pages/<pk>/revisions/compare/<revision_id_a>...<revision_id_b>/"


def is_known(text: str) -> bool:
    """Tell whether Wagtail cannot say it in Japanese; rights have English names in the database."""
    return text in KNOWN or text.startswith(("Can add ", "Can change ", "Can delete ", "[Sample] "))  # first words


def is_asked(role: str, case: Case) -> bool:
    """Tell whether a role asks an address here: in a short run the first that may, in the order of the file."""
    may = [one for one in STAFF if one in stated().get((case.address, case.kind), ())]
    return case.method == "get" and case.label != "missing" and role in (may if WHOLE else may[:1])


def asked_by(role: str, kinds: list[Kind]) -> list[Case]:
    places = [one for one in doors() if one.startswith("/admin/") and one not in (*LEADING, COMPARISON)]
    return [case for place in places for case in cases(place, kinds) if is_asked(role, case)]


def html_of(response: Any) -> str:
    """Return the HTML of a page, or of a dialog that comes as JSON; nothing of a file or a redirect."""
    kind = response.headers.get("Content-Type", "")
    if response.streaming or response.status_code != 200 or not ("html" in kind or "json" in kind):
        return ""
    text = str(response.content.decode(errors="replace"))
    data = json.loads(text) if "json" in kind else {"html": text}
    return str(data.get("html") or "") if isinstance(data, dict) else ""


@pytest.mark.parametrize("role", STAFF)
def test_no_screen_speaks_english_to_a_role(
    role: str, person: Callable[[str], User], monkeypatch: pytest.MonkeyPatch
) -> None:
    user, other = person(ACCOUNTS.get(role, role)), person("privacy" if role == "approver" else "approver")
    asked, client = asked_by(role, kinds_for(user, other)), client_as(user, monkeypatch)
    written, shown, english = written_by_people([*APPS, "wagtailcore"]), 0, set()
    for case in asked:
        with undone(client):
            html = html_of(client.get(case.path, case.query))
        shown += bool(html)
        english |= {(text, case.address) for text in english_in(html, written) if not is_known(text)}
    assert shown >= FEWEST[role]
    assert not english


@pytest.mark.parametrize("text", ["Save", "Sort by title", "Published 3 days ago", "Add"])
def test_an_english_string_is_noticed(text: str) -> None:
    page = f"<p>保存</p><button aria-label='{text}'></button><script>Never read</script>"
    assert english_in(page, "") == {text}


@pytest.mark.parametrize(
    "text", ["保存 (Save)", "NB-1", "a@example.com", "/admin/pages/3/", "Asia/Tokyo", "PDF", "5 MB"]
)
def test_names_and_codes_are_no_english(text: str) -> None:
    assert not is_english(text)
