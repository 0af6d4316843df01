"""The mails about one's own data: the magic link, "nothing is held", a new address, and what was done."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail, queue_mail
from cluster_cms.mail.wording import fill_texts
from cluster_cms.privacy.personal_data import Person, personal_data_sources
from contact.mails.letterhead import desk_values, letter_from_desk
from contact.mails.own_data_wording import (
    ADDRESS_CHANGE_WORDING,
    DONE_WORDING,
    LINK_WORDING,
    NOTHING_HELD_WORDING,
)
from contact.models import MagicLink
from contact.text.links import link_address, magic_link_token, own_data_address

# Kinds of mail; their subject is the id of a magic link.
LINK, ADDRESS_CHANGE, DONE = "own_data.link", "own_data.address_change", "own_data.done"
OWN_DATA_MAILS = (LINK, ADDRESS_CHANGE, DONE)


class OwnDataAction(models.TextChoices):
    """What a person did on the own-data page; the record of the mail DONE."""

    DELETED = "deleted", _("What you chose was deleted. It cannot be brought back.")
    STOPPED = "stopped", _("The use of your data was stopped.")
    CORRECTED = "corrected", _("Your data was corrected.")
    ADDRESS_GIVEN = "address_given", _("Another email address was given; it counts once that mailbox confirms it.")
    ADDRESS_CHANGED = "address_changed", _("The email address of your inquiries was changed.")


def queue_done_mail(link: MagicLink, action: OwnDataAction) -> None:
    """Queue the mail that says what was done, to the address of the link."""
    queue_mail(DONE, subject=str(link.pk), record=action.value, language=link.language)


def link_mail() -> MailKind:
    return MailKind(LINK, _("Link to one's own data"), write_link, LINK_WORDING)


def address_change_mail() -> MailKind:
    label = _("Link to confirm a new email address")
    return MailKind(ADDRESS_CHANGE, label, write_address_change, ADDRESS_CHANGE_WORDING)


def done_mail() -> MailKind:
    return MailKind(DONE, _("What was done with one's own data"), write_done, DONE_WORDING)


def write_link(mail: OutboxMail) -> Letter | None:
    """Write the link, or that nothing is held under the address; None where the link was used or has expired."""
    link = usable_link(mail)
    if link is None:
        return None
    if not holds_anything(Person(link.address)):
        return write(link, NOTHING_HELD_WORDING.default(link.language), {})
    return write(link, LINK_WORDING.current(LINK, link.language), token_values(link))


def write_address_change(mail: OutboxMail) -> Letter | None:
    """Write the link that confirms a new address; None where it was used or has expired."""
    link = usable_link(mail)
    return write(link, ADDRESS_CHANGE_WORDING.current(mail.kind, link.language), token_values(link)) if link else None


def write_done(mail: OutboxMail) -> Letter | None:
    """Write what was done; None where the link, and with it the address, was deleted meanwhile."""
    link = MagicLink.objects.filter(pk=UUID(mail.subject)).first()
    if link is None or mail.record not in OwnDataAction:
        return None
    time = f"{clock.now().astimezone(clock.TOKYO):%Y-%m-%d %H:%M}"
    values: dict[str, object] = {"done": OwnDataAction(mail.record).label, "time": time}
    return write(link, DONE_WORDING.current(DONE, link.language), values)


def usable_link(mail: OutboxMail) -> MagicLink | None:
    return MagicLink.objects.usable().filter(pk=UUID(mail.subject)).first()


def token_values(link: MagicLink) -> dict[str, object]:
    """Return link and expiry; only here, while the mail is sent, the token exists in clear."""
    until = f"{link.expires_at.astimezone(clock.TOKYO):%H:%M}"
    return {"link": link_address(link.language, magic_link_token(link.pk, link.token_hash)), "until": until}


def holds_anything(person: Person) -> bool:
    return any(True for source in personal_data_sources() for _record in source.disclose(person))


def write(link: MagicLink, words: tuple[str, str], values: dict[str, object]) -> Letter:
    values = {**desk_values(link.language), "page": own_data_address(link.language), **values}
    return letter_from_desk(link.address, fill_texts(words, values))
