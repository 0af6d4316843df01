"""The words of a kind of mail: the default wording, in both languages, until staff write others."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import models, transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_cms.pages.sites import LANGUAGES, paired
from cluster_cms.security import audit
from cluster_cms.security.accounts import User

PLACE = re.compile(r"\{(\w+)\}")
BRACKETS = set("{}｛｝")  # also as a Japanese keyboard types them
SIGNATURE = "--"


class MailText(models.Model):
    """Subject and body of one kind of mail; without a row the kind uses its first words."""

    kind = models.CharField(primary_key=True, max_length=60)
    subject_ja = models.CharField(gettext_lazy("Subject, Japanese"), max_length=120)
    body_ja = models.TextField(gettext_lazy("Text, Japanese"), max_length=4000)
    subject_en = models.CharField(gettext_lazy("Subject, English"), max_length=120)
    body_en = models.TextField(gettext_lazy("Text, English"), max_length=4000)

    class Meta:
        default_permissions = ("change",)
        verbose_name = gettext_lazy("text of a mail")
        verbose_name_plural = gettext_lazy("texts of mails")

    def __str__(self) -> str:
        return self.kind

    def words(self, language: str) -> tuple[str, str]:
        return paired(self, "subject", language), paired(self, "body", language)


@transaction.atomic
def change_text(*, text: MailText, actor: User) -> None:
    """Keep new words for a kind of mail."""
    text.save()
    audit.record("mail.text_changed", actor=actor, subject=text.kind)


@transaction.atomic
def reset_text(*, kind: str, actor: User) -> None:
    """Return a kind of mail to its first words."""
    MailText.objects.filter(kind=kind).delete()
    audit.record("mail.text_reset", actor=actor, subject=kind)


@dataclass(frozen=True)
class Wording:
    """The first words of a mail, and what may or must be filled in: name to description; `sample` is made up."""

    subject: Promise
    body: Promise
    places: Mapping[str, str | Promise]
    required: frozenset[str]
    sample: Mapping[str, str | Promise] = field(default_factory=dict)

    def first(self, language: str) -> tuple[str, str]:
        """Return our own subject and body in a language."""
        with translation.override(language):
            return str(self.subject), str(self.body)

    def current(self, kind: str, language: str) -> tuple[str, str]:
        """Return subject and body as staff have written them, else our own."""
        written = MailText.objects.filter(kind=kind).first()
        return written.words(language) if written else self.first(language)

    def sample_in(self, language: str) -> dict[str, str]:
        """Return the made-up data of the preview in a language."""
        with translation.override(language):
            return {name: str(value) for name, value in self.sample.items()}


def filled(text: str, values: Mapping[str, object]) -> str:
    """Put the values into the places; what is no place of ours stays as it is written."""
    return PLACE.sub(lambda found: str(values.get(found[1], found[0])), text)


def written_out(words: tuple[str, str], values: Mapping[str, object]) -> tuple[str, str]:
    """Return subject and body filled in: the subject one line whatever the values, the body with plain line ends.

    Programs for mail know the signature by the space after its hyphens (RFC 3676, 4.3), which editors drop.
    """
    subject, body = (filled(text, values) for text in words)
    lines = [f"{SIGNATURE} " if line.rstrip() == SIGNATURE else line for line in body.splitlines()]
    return " ".join(subject.splitlines()), "\n".join([*lines, ""])


def problems(wording: Wording, *, subject: str, body: str) -> list[str]:
    """Return one sentence for each thing that would spoil a mail; an empty list means that it can be used."""
    found = []
    used = set(PLACE.findall(subject + body))
    if unknown := sorted(used - set(wording.places)):
        found.append(_("These places are not known here: %(places)s.") % {"places": braced(unknown)})
    if missing := sorted(wording.required - used):
        found.append(_("These places must stand in the mail: %(places)s.") % {"places": braced(missing)})
    if BRACKETS & set(PLACE.sub("", subject + body)):
        found.append(_("A place looks like {reference}, in half-width brackets."))
    if len(subject.splitlines()) != 1:
        found.append(_("The subject is one line."))
    return found


def braced(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


def first_words(wording: Wording) -> dict[str, str]:
    """Return our own words under the names of the fields of a MailText."""
    found = {}
    for language in LANGUAGES:
        found[f"subject_{language}"], found[f"body_{language}"] = wording.first(language)
    return found
