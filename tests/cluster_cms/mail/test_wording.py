"""Words that staff give to a mail: checked before they are kept, harmless whatever is filled in."""

import pytest
from django.utils.translation import gettext_lazy

from cluster_cms.mail.wording import Wording, fill_texts, problems

WORDING = Wording(
    subject=gettext_lazy("Home"),
    body=gettext_lazy("Home"),
    places={"reference": "", "desk": ""},
    required=frozenset({"reference"}),
    sample={"desk": gettext_lazy("Home")},
)


@pytest.mark.parametrize(
    "body",
    [
        "{reference} {name}",
        "{desk}",
        "{reference} ｛desk｝",
        "{reference} {desk",
        "{reference} { desk }",
        "{reference} {}",
    ],
)
def test_a_place_that_is_unknown_missing_or_mistyped_is_a_problem(body: str) -> None:
    assert len(problems(WORDING, subject="Received", body=body)) == 1


@pytest.mark.parametrize("subject, body", [("{reference}", "{desk}"), ("x", "--\n{reference}")])
def test_places_may_stand_in_subject_or_body(subject: str, body: str) -> None:
    assert problems(WORDING, subject=subject, body=body) == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_a_subject_is_one_line_whatever_is_filled_in(end: str) -> None:
    subject, _body = fill_texts(("About {reference}", ""), {"reference": f"K7QM{end}Bcc: eve@example.com"})
    assert subject == "About K7QM Bcc: eve@example.com"


def test_what_is_filled_in_is_not_filled_again() -> None:
    _subject, body = fill_texts(("", "{reference}"), {"reference": "{desk}", "desk": "Desk"})
    assert body == "{desk}\n"


def test_the_signature_gets_the_space_by_which_programs_know_it() -> None:
    _subject, body = fill_texts(("", "Thank you.\r\n\r\n--\r\n{desk}"), {"desk": "Desk"})
    assert body == "Thank you.\n\n-- \nDesk\n"


def test_made_up_data_speak_the_language_of_the_preview(database: None) -> None:
    assert [WORDING.sample_in(language)["desk"] for language in ("ja", "en")] == ["ホーム", "Home"]
