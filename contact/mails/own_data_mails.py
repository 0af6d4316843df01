"""The mails about one's own data: the magic link, "nothing is held", and what was done."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.clock import TOKYO
from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.wording import fill_texts
from cluster_cms.pages.languages import paired
from cluster_cms.pages.site_settings import CompanySettings, DeskSettings, default_site
from cluster_cms.privacy.personal_data import Person, personal_data_sources
from contact.mails.own_data_wording import (
    DONE,
    DONE_SENTENCES,
    DONE_WORDS,
    LINK,
    LINK_WORDS,
    MOVE,
    MOVE_WORDS,
    NOTHING_WORDS,
)
from contact.models import MagicLink
from contact.text.links import link_address, magic_link_token, own_data_address


def link_mail() -> MailKind:
    return MailKind(LINK, _("Link to one's own data"), write_link, LINK_WORDS)


def move_mail() -> MailKind:
    return MailKind(MOVE, _("Link to confirm a new mail address"), write_link, MOVE_WORDS)


def done_mail() -> MailKind:
    return MailKind(DONE, _("What was done with one's own data"), write_done, DONE_WORDS)


def write_link(mail: OutboxMail) -> Letter | None:
    """Write the link into the mail, where alone it stands in clear; or say that nothing is held under the address."""
    link = MagicLink.objects.usable().filter(pk=UUID(mail.subject)).first()
    if link is None:
        return None
    if link.previous_email_hmac:
        return letter(link, fill_texts(MOVE_WORDS.current(MOVE, link.language), with_link(link)))
    if not holds_anything(Person(link.address)):
        return letter(link, fill_texts(NOTHING_WORDS.default(link.language), common(link)))
    return letter(link, fill_texts(LINK_WORDS.current(LINK, link.language), with_link(link)))


def with_link(link: MagicLink) -> dict[str, object]:
    until = f"{link.expires_at.astimezone(TOKYO):%H:%M}"
    return common(link) | {"link": link_address(link.language, magic_link_token(link.pk)), "until": until}


def write_done(mail: OutboxMail) -> Letter | None:
    """Say what was done, to an address that is forgotten when this is sent."""
    link = MagicLink.objects.filter(pk=UUID(mail.subject)).first()
    if link is None or mail.record not in DONE_SENTENCES:
        return None
    values = common(link) | {
        "done": DONE_SENTENCES[mail.record],
        "time": f"{clock.now().astimezone(TOKYO):%Y-%m-%d %H:%M}",
    }
    return letter(link, fill_texts(DONE_WORDS.current(DONE, link.language), values))


def holds_anything(person: Person) -> bool:
    return any(True for source in personal_data_sources() for _held in source.disclose(person))


def letter(link: MagicLink, words: tuple[str, str]) -> Letter:
    subject, body = words
    return Letter(link.address, subject, body, reply_to=DeskSettings.for_site(default_site()).email)


def common(link: MagicLink) -> dict[str, object]:
    site, language = default_site(), link.language
    company, desk = CompanySettings.for_site(site), DeskSettings.for_site(site)
    return {
        "company": paired(company, "name", language),
        "desk": paired(desk, "name", language),
        "phone": desk.phone,
        "hours": paired(desk, "hours", language),
        "mail": desk.email,
        "page": own_data_address(language),
    }
