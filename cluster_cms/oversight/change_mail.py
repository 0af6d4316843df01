"""The mail about changes of power: what was changed by whom, by numbers of accounts and names of settings alone."""

import json
from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cluster_cms.clock import TOKYO
from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.oversight.notices import CHANGE_NOTICE, FormerAddress
from cluster_cms.oversight.row_changes import CREATED, DELETED, action_of, specs
from cluster_cms.security.accounts import PRIVACY, User, is_member
from cluster_cms.security.audit import AuditEntry, Value

SIGNS = (("+", "added"), ("−", "removed"))
VERBS = {CREATED: gettext_lazy("made"), DELETED: gettext_lazy("deleted"), "changed": gettext_lazy("changed")}


def change_mail() -> MailKind:
    return MailKind(CHANGE_NOTICE, gettext_lazy("Notice of a change of accounts, rights or rules"), write_change_mail)


def write_change_mail(mail: OutboxMail) -> Letter | None:
    """Write what the entries say that concern the recipient; None where the account or its address is gone."""
    first, last = map(int, mail.subject.split("-"))
    found = list(AuditEntry.objects.filter(position__gte=first, position__lte=last).order_by("position"))
    kind, _colon, key = mail.record.partition(":")
    if kind == "former":
        former = FormerAddress.objects.filter(pk=UUID(key)).first()
        return letter(former.email, of_account(found, former.account_id), former.account_id) if former else None
    account = User.objects.filter(pk=int(key)).exclude(email="").first()
    if account is None:
        return None
    entries = found if is_member(account, PRIVACY) else of_account(found, account.pk)
    return letter(account.email, entries, account.pk)


def of_account(entries: list[AuditEntry], pk: int) -> list[AuditEntry]:
    """Return the entries about an account, and those about groups, of which it is told as a member."""
    return [one for one in entries if one.subject == f"account:{pk}" or one.action.startswith("group")]


def letter(to: str, entries: list[AuditEntry], account: int) -> Letter:
    own = any(entry.subject == f"account:{account}" for entry in entries)
    subject = _("Your account was changed") if own else _("Rights or rules of the website were changed")
    text = "\n\n".join("\n".join(lines(entry)) for entry in entries)
    advice = _("If nobody has told you of this, and you did not do it yourself, speak to the privacy officer now.")
    link = settings.SITE_URL + "/admin/"
    return Letter(to, subject, f"{text}\n\n{advice}\n\n{link}\n")


def lines(entry: AuditEntry) -> Iterator[str]:
    """Yield what one entry says: what happened to what, each field on a line, when, and who did it."""
    code, verb = split_action(entry.action)
    model = next((model for model, spec in specs().items() if spec.code == code), None)
    name = capfirst(str(model._meta.verbose_name)) if model else code
    number = entry.subject.rpartition(":")[2]
    what = _("%(name)s no. %(number)s: %(verb)s") % {"name": name, "number": number, "verb": VERBS.get(verb, verb)}
    yield what
    if model:
        yield from fields(model, json.loads(entry.data))
    when = date_format(entry.at.astimezone(TOKYO), pgettext("format of a moment", "j F Y, H:i"))
    who = _("account no. %(number)s") % {"number": entry.actor_id} if entry.actor_id else _("the site or a command")
    yield _("%(when)s, by: %(who)s") % {"when": when, "who": who}


def action_labels() -> dict[str, str]:
    """Return what happened, by the action of the entry, for every watched model; in the active language."""
    return {
        action_of(spec.code, verb): f"{capfirst(str(model._meta.verbose_name))}: {label}"
        for model, spec in specs().items()
        for verb, label in VERBS.items()
    }


def split_action(action: str) -> tuple[str, str]:
    """Return the code of a watched model and the verb of an audit action."""
    for verb in VERBS:
        if action.endswith(verb):
            return action.removesuffix(verb)[:-1], verb
    return action, ""


def fields(model: type[Model], data: dict[str, Value]) -> Iterator[str]:
    """Yield one line for each field of an entry: its values before and after where they may be told."""
    spec = next(spec for other, spec in specs().items() if other is model)
    for name in dict.fromkeys(key.partition(".")[0] for key in data):
        label = capfirst(str(getattr(model._meta.get_field(name), "verbose_name", name)))
        if name in spec.hashed or name in data:
            yield f"- {label}: {VERBS['changed']}"
        elif f"{name}.added" in data or f"{name}.removed" in data:
            yield from (
                f"- {label}: {sign} {data[f'{name}.{verb}']}" for sign, verb in SIGNS if f"{name}.{verb}" in data
            )
        else:
            before, after = (word(data.get(f"{name}.{moment}")) for moment in ("before", "after"))
            yield f"- {label}: {before} → {after}"


def word(value: Value) -> str:
    """Return a value as people read it."""
    if isinstance(value, bool):
        return pgettext("value", "yes") if value else pgettext("value", "no")
    return "–" if value in (None, "") else str(value)
