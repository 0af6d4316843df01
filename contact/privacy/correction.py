"""Corrects an inquiry on behalf of its writer (APPI Art. 34)."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from cluster_cms import clock
from cluster_cms.clock import tokyo_date
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.inquiries.person_acts import bring_to_desk
from contact.mails.own_data_mails import OwnDataAction, queue_done_mail
from contact.mails.person_act_notice import PersonAct
from contact.models import Inquiry, RequestType
from contact.privacy.magic_links import OpenPage, register_fulfilled_request
from contact.search.scanning import refresh_search_text
from contact.text import answers
from contact.text.answers import Answer

FIELDS = ("name", "company", "phone")
MESSAGE = "message"
LONGEST = 20_000  # characters of a message with all additions


class NothingToCorrect(Exception):
    """All values are as they were."""


class TooLong(Exception):
    """With the addition the message would be longer than LONGEST."""


def open_inquiry_of(page: OpenPage, reference: str) -> Inquiry | None:
    """Return an inquiry of the page's address whose reference was entered on the page."""
    if reference not in page.link.opened:
        return None
    return Inquiry.objects.of_person(page.person).with_references(reference).first()


@transaction.atomic
def correct_inquiry(*, page: OpenPage, inquiry: Inquiry, values: Mapping[str, str], addition: str = "") -> None:
    """Correct an inquiry on behalf of its writer. Raises NothingToCorrect, TooLong, and Inquiry.DoesNotExist."""
    inquiry = Inquiry.objects.of_person(page.person).select_for_update().get(pk=inquiry.pk)
    register_fulfilled_request(RequestType.CORRECT, language=page.link.language)
    queue_done_mail(page.link, OwnDataAction.CORRECTED)
    apply_correction(inquiry, values, addition, actor=None)


def apply_correction(inquiry: Inquiry, values: Mapping[str, str], addition: str, *, actor: User | None) -> None:
    """Save corrected FIELDS and an addition to the message of a locked inquiry. Raises NothingToCorrect and TooLong."""
    texts = {key: text for key, text in values.items() if key in FIELDS}
    if addition:
        note = _("Added by the writer on %(day)s") % {"day": tokyo_date(clock.today())}
        texts[MESSAGE] = f"{answers.text_of(inquiry.answers, MESSAGE)}\n\n[{note}]\n{addition}"
        if len(texts[MESSAGE]) > LONGEST:
            raise TooLong
    changed = rewrite_answers(inquiry, texts)
    if not changed:
        raise NothingToCorrect
    if actor is None:
        bring_to_desk(inquiry, PersonAct.ADDED if MESSAGE in changed else PersonAct.CORRECTED)
    audit.record("inquiry.corrected", actor=actor, subject=inquiry.reference, data={"fields": ",".join(changed)})


def rewrite_answers(inquiry: Inquiry, texts: Mapping[str, str]) -> list[str]:
    """Save new texts of answers, by key, where they differ; return the keys that changed."""
    changed = [one["key"] for one in inquiry.answers if one["key"] in texts and texts[one["key"]] != one["value"]]
    if changed:
        inquiry.answers = [with_text(one, texts.get(one["key"])) for one in inquiry.answers]
        inquiry.version, inquiry.last_act_at = inquiry.version + 1, clock.now()
        inquiry.save(update_fields=["answers", "version", "last_act_at", "email_hmac"])
        refresh_search_text(inquiry)
    return changed


def with_text(answer: Answer, text: str | None) -> Answer:
    value = answer["value"] if text is None else text
    return Answer(**{**answer, "value": value})
