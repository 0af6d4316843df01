"""Mails made to keep the reader busy: each is read within a tenth of its budget. Run by `make test-extra`."""

import time
from collections.abc import Callable

import pytest

from contact.text.pasted_mail import read_file, read_paste
from contact.text.pasted_mail.flowing import text_of_html, unflowed

BUDGET = 20.0  # seconds of processor time; the slowest took 2.0 when this was written
TIMES = 300_000
HEAD = "From: a <a@b.example>\nSubject: b\n"
SOURCE = f"{HEAD}MIME-Version: 1.0\n"
PASTES = {
    "escapes_without_end": "$B" * TIMES,
    "escapes_then_a_bracket": "$B$1" * TIMES + "(",
    "marks": HEAD + "_" * TIMES,
    "marks_before_a_label": HEAD + "*" * TIMES + "x:",
    "a_label_without_end": HEAD + "a " * TIMES,
    "labels": "From:" * TIMES,
    "a_long_sender": f"From: {'a' * TIMES}\nodd line\nSubject: x\n",
    "angles_in_the_sender": f"From: {'<a@' * TIMES}\nodd\nSubject: x",
    "a_long_opener": f"{'-' * TIMES}\nFrom: a",
    "blanks_before_an_opener": f"{'>' * TIMES}\n{' ' * TIMES}\noriginal messag",
    "a_date_of_numbers": f"{HEAD}Date: {'1 ' * TIMES}\n\nx",
    "a_date_of_signs": f"{HEAD}Date: {'+' * TIMES}\n\nx",
    "encoded_words": f"From: a@b.example\nSubject: {'=?utf-8?b?' * TIMES}\nMIME-Version: 1.0\n\nx",
    "folds": SOURCE + "X: " + "y\n " * TIMES + "\n\nx",
    "parameters": f"{SOURCE}Content-Type: text/plain; {'a=b;' * TIMES}\n\nx",
    "folded_parameters": SOURCE + "Content-Type: text/plain;\n" + " a=b;\n" * TIMES + "\n\nx",
    "parameters_of_a_part": f"{SOURCE}Content-Type: multipart/mixed; boundary=b\n\n--b\n"
    f"Content-Disposition: attachment; {'a*0=b;' * TIMES}\n\nx\n--b--\n",
    "quotes_in_the_sender": "From: " + '"a, ' * TIMES + "\nSubject: s\nMIME-Version: 1.0\n\nx",
    "brackets_in_the_sender": f"From: {'(' * TIMES}\nSubject: s\nMIME-Version: 1.0\n\nx",
    "parts": f"{SOURCE}Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * TIMES,
    "nested_parts": SOURCE
    + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(300))
    + "\nx\n" * TIMES,
}
HTML = {
    "comments": "<!--" * TIMES,
    "tags_without_end": "<a " * TIMES,
    "one_tag": "<a " * TIMES + ">",
    "declarations": "<![foo" * TIMES,
    "instructions": "<?" * TIMES,
    "entities": "&" * TIMES,
    "scripts": "<script>" * TIMES,
    "quotes": "<a b='" * TIMES + ">",
    "end_tags": "</" * TIMES,
    "nesting": "<div>" * TIMES,
    "attributes": f"<a {'b=c ' * TIMES}>x",
    "links": "<a href=http://i>x" * TIMES + "</a>" * TIMES,
}
REST: dict[str, Callable[[], object]] = {
    "a_paragraph": lambda: unflowed("a \n" * TIMES, delete_blank=False),
    "marks_of_quotes": lambda: unflowed(">" * TIMES, delete_blank=False),
    "a_file": lambda: read_file((SOURCE + "Content-Type: text/html\n\n" + "<!--" * TIMES).encode()),
}


@pytest.mark.parametrize("name", [*PASTES, *HTML, *REST])
def test_a_hostile_mail_is_read_within_a_tenth_of_the_budget(name: str) -> None:
    began = time.process_time()
    if name in PASTES:
        assert read_paste(PASTES[name]) is not None
    elif name in HTML:
        assert isinstance(text_of_html(HTML[name]), str)
    else:
        assert REST[name]() is not None
    assert time.process_time() - began < BUDGET
