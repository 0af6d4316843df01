"""Correcting what somebody wrote: the corrected value stands and nothing else is kept (APPI, Art. 34).

The audit chain says which fields, never what they held.
"""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from cluster_cms import audit, clock
from cluster_cms.templatetags.site_tags import tokyo_date
from contact import answers
from contact.answers import Answer
from contact.finding.text import refresh_search_text
from contact.records import Demand, Inquiry
from contact.rights.opening import OpenPage
from contact.rights.registering import note_done
from contact.rights.telling import CORRECTED, tell

FIELDS = ("name", "company", "phone")
MESSAGE = "message"
LONGEST = 20_000  # characters of a message with all that was added


class NothingToCorrect(Exception):
    """Everything is as it was."""


class TooLong(Exception):
    """With the addition the message would be longer than LONGEST."""


def open_inquiry_of(page: OpenPage, reference: str) -> Inquiry | None:
    """Return an inquiry of the page's address whose reference was named on it."""
    if reference not in page.link.opened:
        return None
    return Inquiry.objects.filter(mail_key=page.link.mail_key).called(reference).first()


@transaction.atomic
def correct_inquiry(*, page: OpenPage, inquiry: Inquiry, values: Mapping[str, str], addition: str = "") -> None:
    """Put corrected values in the place of those that were written. Raises NothingToCorrect and TooLong."""
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk, mail_key=page.link.mail_key)
    fields = rewrite(inquiry, corrected(inquiry.answers, values, addition))
    if not fields:
        raise NothingToCorrect
    audit.record("inquiry.corrected", subject=inquiry.reference, data={"fields": ",".join(fields)})
    note_done(Demand.CORRECT, language=page.link.language)
    tell(page.link, CORRECTED)


def corrected(given: list[Answer], values: Mapping[str, str], addition: str) -> dict[str, str]:
    """Return the new texts by the keys of their answers."""
    found = {key: text for key, text in values.items() if key in FIELDS}
    if addition:
        note = _("Added by the writer on %(day)s") % {"day": tokyo_date(clock.today())}
        found[MESSAGE] = f"{answers.text_of(given, MESSAGE)}\n\n[{note}]\n{addition}"
        if len(found[MESSAGE]) > LONGEST:
            raise TooLong
    return found


def rewrite(inquiry: Inquiry, texts: Mapping[str, str]) -> list[str]:
    """Save new texts in the answers of an inquiry, where they differ; return which these are."""
    changed = [one["key"] for one in inquiry.answers if one["key"] in texts and texts[one["key"]] != one["value"]]
    if changed:
        inquiry.answers = [with_text(one, texts.get(one["key"])) for one in inquiry.answers]
        inquiry.version += 1
        inquiry.save(update_fields=["answers", "version", "mail_key"])
        refresh_search_text(inquiry)
    return changed


def with_text(answer: Answer, text: str | None) -> Answer:
    value = answer["value"] if text is None else text
    return Answer(key=answer["key"], label=answer["label"], kind=answer["kind"], value=value)
