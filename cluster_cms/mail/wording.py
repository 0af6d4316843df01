"""Subject and body of a kind of mail, with placeholders: the default wording until staff write their own."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import models, transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogContext

from cluster_cms.pages.languages import LANGUAGES, paired
from cluster_cms.security.accounts import User

PLACEHOLDER = re.compile(r"\{(\w+)\}")
BRACKETS = set("{}｛｝")  # also as a Japanese keyboard types them
SIGNATURE = "--"  # the line above a signature
Texts = tuple[str, str]  # subject and body


class MailText(models.Model):
    """Subject and body of one kind of mail; without a row the default wording is used."""

    kind = models.CharField(primary_key=True, max_length=60)
    subject_ja = models.CharField(gettext_lazy("Subject, Japanese"), max_length=120)
    body_ja = models.TextField(gettext_lazy("Text, Japanese"), max_length=4000)
    subject_en = models.CharField(gettext_lazy("Subject, English"), max_length=120)
    body_en = models.TextField(gettext_lazy("Text, English"), max_length=4000)

    class Meta:
        default_permissions = ("change",)
        verbose_name = gettext_lazy("text of an email")
        verbose_name_plural = gettext_lazy("texts of emails")

    def __str__(self) -> str:
        return self.kind

    def words(self, language: str) -> Texts:
        """Return subject and body in a language."""
        return paired(self, "subject", language), paired(self, "body", language)


@transaction.atomic
def change_text(*, text: MailText, actor: User) -> None:
    """Store the texts of a kind of mail that staff have written."""
    with LogContext(user=actor):
        text.save()


@transaction.atomic
def reset_text(*, kind: str, actor: User) -> None:
    """Return a kind of mail to its default wording."""
    with LogContext(user=actor):
        MailText.objects.filter(kind=kind).delete()


@dataclass(frozen=True)
class Wording:
    """The default texts of a mail and its placeholders.

    `places`: description of each placeholder by name; `required` ones must stand in the mail; `sample` fills a preview.
    """

    subject: Promise
    body: Promise
    places: Mapping[str, str | Promise]
    required: frozenset[str]
    sample: Mapping[str, str | Promise] = field(default_factory=dict)

    def default(self, language: str) -> Texts:
        """Return the default subject and body in a language."""
        with translation.override(language):
            return str(self.subject), str(self.body)

    def current(self, kind: str, language: str) -> Texts:
        """Return subject and body as staff have written them, else the default."""
        written = MailText.objects.filter(kind=kind).first()
        return written.words(language) if written else self.default(language)

    def sample_in(self, language: str) -> dict[str, str]:
        """Return the sample data of the preview in a language."""
        with translation.override(language):
            return {name: str(value) for name, value in self.sample.items()}


def fill_placeholders(text: str, values: Mapping[str, object]) -> str:
    """Replace each placeholder by its value; an unknown one stays as it is written."""
    return PLACEHOLDER.sub(lambda found: str(values.get(found[1], found[0])), text)


def fill_texts(texts: Texts, values: Mapping[str, object]) -> Texts:
    """Return subject and body filled in: the subject as one line whatever the values, the body with plain line ends.

    Mail programs recognise a signature by the space after its hyphens (RFC 3676, 4.3), which editors drop.
    """
    subject, body = (fill_placeholders(text, values) for text in texts)
    lines = [f"{SIGNATURE} " if line.rstrip() == SIGNATURE else line for line in body.splitlines()]
    return " ".join(subject.splitlines()), "\n".join([*lines, ""])


def problems(wording: Wording, *, subject: str, body: str) -> list[str]:
    """Return one sentence for each fault in the texts; an empty list means that they can be used."""
    found = []
    used = set(PLACEHOLDER.findall(subject + body))
    if unknown := sorted(used - set(wording.places)):
        found.append(_("These places are not known here: %(places)s.") % {"places": braced(unknown)})
    if missing := sorted(wording.required - used):
        found.append(_("These places must stand in the email: %(places)s.") % {"places": braced(missing)})
    if BRACKETS & set(PLACEHOLDER.sub("", subject + body)):
        found.append(_("A place looks like {reference}, in half-width brackets."))
    if len(subject.splitlines()) != 1:
        found.append(_("The subject is one line."))
    return found


def braced(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


def default_fields(wording: Wording) -> dict[str, str]:
    """Return the default texts under the field names of a MailText."""
    found = {}
    for language in LANGUAGES:
        found[f"subject_{language}"], found[f"body_{language}"] = wording.default(language)
    return found
