"""Every address of the desk in the admin, with the rights and methods that it requires. A new route is added here.

`rights` are what the user's own object requires, `foreign` what it requires when the object is somebody else's."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.admin.viewsets import viewsets

SEE = frozenset({"view_inquiry"})
READ = SEE | {"reveal_inquiry"}
REPLY = READ | {"reply_inquiry"}
HANDLE = READ | {"handle_inquiry"}
EXPORT = SEE | {"export_inquiry"}
ERASE = SEE | {"erase_inquiry"}
AUDIT = frozenset({"view_inquiry_audit"})
TEMPLATES = frozenset({f"{act}_replytemplate" for act in ("add", "change", "delete", "view")})
KEEP = SEE | {"manage_retention"}
ANYBODY: frozenset[str] = frozenset()  # with an account
NOBODY = frozenset({"nobody has this right"})
OFFICER = KEEP | {"being a privacy officer"}  # by the group: no right of a superuser or another group is enough
TRANSFERS = frozenset({"view_transfer"})
GET, POST = frozenset({"get"}), frozenset({"post"})
BOTH = GET | POST
NOTHING: Mapping[str, str] = MappingProxyType({})


class Route(NamedTuple):
    """Which rights it requires, which methods it answers, and what is posted to it."""

    rights: frozenset[str]
    methods: frozenset[str] = GET
    sent: Mapping[str, str] = NOTHING
    foreign: frozenset[str] | None = None
    finds_object_first: bool = False  # it looks the object up before it checks the method

    def rights_for(self, kind: str) -> frozenset[str]:
        return self.foreign if kind == "foreign" and self.foreign is not None else self.rights


WORDS = {
    "version": "0",
    "text": "x",
    "sender": "x",
    "at": "2026-01-01T12:00",
    "time_confirmed": "on",
    "subject": "x",
    "body": "x",
    "then": "answered",
}
MANUAL_ENTRY = {"source": "phone", "subject": "other", "message": "x", "language": "ja", "notice_method": "spoken"}
TEXTS = {f"{part}_{language}": "x" for part in ("title", "body") for language in ("ja", "en")}
TO_POLICE = {"to_recipient": "third_party", "to_ground": "order", "to_name": "-", "to_basis": "-", "to_note": "-"}
EXPORTED = {"form": "csv", "reason": "duty", "columns": "reference", **TO_POLICE}
ROUTES = {
    "inquiries:index": Route(SEE),
    "inquiries:index_results": Route(SEE),
    "inquiries:business_days": Route(HANDLE, BOTH, {"answer_days": "3", "closes_at": "17:00"}),
    "inquiries:save_filter": Route(SEE, POST, {"name": "x"}),
    "inquiries:forget_filter": Route(SEE, POST, foreign=NOBODY),
    "inquiries:reply_rules": Route(HANDLE, BOTH, {"caution_words": "x"}),
    "inquiries:search": Route(READ, BOTH, {"words": "x"}),
    "inquiries:search_results": Route(READ, foreign=NOBODY),
    "inquiries:search_next": Route(READ, POST, foreign=NOBODY),
    "inquiries:assign_many": Route(HANDLE, POST),
    "inquiries:change_status_many": Route(HANDLE, POST),
    "inquiries:mark_spam_many": Route(HANDLE, POST),
    "inquiries:erase_many": Route(ERASE, POST),
    "inquiries:export": Route(EXPORT, BOTH),
    "inquiries:export_file": Route(EXPORT, POST, EXPORTED),
    "inquiries:record_manually": Route(HANDLE, BOTH, MANUAL_ENTRY),
    "inquiries:retention": Route(KEEP),
    "inquiries:retention_period": Route(OFFICER, BOTH, {"months": "12", "quiet_days": "14"}),
    "inquiries:exported_copies": Route(SEE),
    "inquiries:confirm_copies": Route(SEE, POST, foreign=KEEP),
    "inquiries:address": Route(
        HANDLE, BOTH, {"mail": "new@example.com", "reference_named": "on", "confirmation": "call", "version": "0"}
    ),
    "inquiries:topics": Route(HANDLE, BOTH, {"version": "0"}),
    "inquiries:hold": Route(KEEP, BOTH, {"reason": "a claim", "version": "0"}),
    "inquiries:release": Route(KEEP, POST, {"version": "0"}),
    "inquiries:consent": Route(REPLY, BOTH),
    "inquiries:inquiry": Route(READ),
    "inquiries:access_reason": Route(READ, BOTH, {"reason": "review"}),
    "inquiries:mark_answered": Route(HANDLE, POST, {"version": "0"}),
    "inquiries:classification": Route(HANDLE, BOTH, {"version": "0", "subject": "other", "language": "ja"}),
    "inquiries:print": Route(READ, POST),
    "inquiries:status": Route(HANDLE, POST, {"version": "0", "status": "open", "reason": "handling"}),
    "inquiries:assign": Route(HANDLE, POST, {"version": "0", "assignee": "", "reason": "handling"}),
    "inquiries:erase": Route(ERASE, BOTH, {"reason": "needless"}),
    "inquiry_audit:index": Route(AUDIT),
    "inquiry_audit:file": Route(AUDIT, POST),
    "inquiry_audit:verify": Route(AUDIT, POST),
    "inquiries:notes": Route(HANDLE, BOTH, WORDS),
    "inquiries:mail": Route(HANDLE, BOTH, WORDS),
    "inquiries:email_original": Route(HANDLE, POST),
    "inquiries:attachment": Route(READ, POST),
    "inquiries:move_correspondence": Route(HANDLE, BOTH, {"to": "2222-2222", "reason": "wrong", "version": "0"}),
    "inquiries:remove_correspondence": Route(HANDLE | ERASE, BOTH, {"reason": "mistake", "version": "0"}),
    "inquiries:reply": Route(REPLY, BOTH, WORDS),
    "inquiries:replied": Route(REPLY, BOTH, WORDS),
    "inquiries:reply_draft": Route(REPLY, POST, WORDS),
    "inquiries:replied_draft": Route(REPLY, POST, WORDS),
    "inquiries:notes_draft": Route(HANDLE, POST, WORDS),
    "inquiries:take": Route(HANDLE, POST, {"version": "0"}),
    "inquiries:take_back": Route(REPLY, POST),
    "inquiries:approve_reply": Route(REPLY, POST),
    "inquiries:send_reply_back": Route(REPLY, POST),
    "inquiries:resend": Route(REPLY, POST),
    "inquiries:dismiss_mail": Route(REPLY, POST, {"reason": "arrived"}),
    "inquiries:report_bounce": Route(REPLY, POST),
    "reply_templates:index": Route(TEMPLATES),
    "reply_templates:index_results": Route(TEMPLATES),
    "reply_templates:add": Route(TEMPLATES, BOTH, TEXTS),
    "reply_templates:edit": Route(TEMPLATES, BOTH, TEXTS),
    "reply_templates:delete": Route(TEMPLATES, BOTH),
    "reply_templates:history": Route(TEMPLATES, finds_object_first=True),
    "reply_templates:history_results": Route(TEMPLATES, finds_object_first=True),
    "reply_templates:usage": Route(TEMPLATES, finds_object_first=True),
    "transfers:index": Route(TRANSFERS),
    "transfers:index_results": Route(TRANSFERS),
    "transfers:transfer": Route(TRANSFERS),
    "transfers:review": Route(TRANSFERS, POST, {"disclose": "1"}),
    "transfers:csv": Route(TRANSFERS, POST),
    "requests:index": Route(HANDLE),
    "requests:new": Route(HANDLE, BOTH),
    "requests:request": Route(HANDLE),
    "requests:identity_checks": Route(HANDLE, POST, {"identity_checks": "document"}),
    "requests:print": Route(HANDLE, POST),
    "requests:correct": Route(HANDLE, BOTH, {"name": "Taro"}),
    "requests:stop": Route(HANDLE, POST),
    "requests:delete": Route(ERASE, POST, {"sure": "on"}),
    "requests:answer": Route(HANDLE, POST, {"outcome": "granted"}),
    "incidents:index": Route(AUDIT, BOTH),
    "incidents:incident": Route(AUDIT, BOTH, {"step": "first_report"}),
    "incidents:file": Route(AUDIT, POST),
    "inquiries:ask": Route(HANDLE, BOTH, {"version": "0", "colleague": "", "text": "x"}),
    "inquiries:end_question": Route(HANDLE, POST, {"version": "0"}),
    "asked:index": Route(ANYBODY),
    "asked:question": Route(ANYBODY, BOTH, {"text": "x"}, foreign=NOBODY),
    "figures:index": Route(SEE),
    "figures:file": Route(SEE, POST),
    "spam:blocked": Route(HANDLE, BOTH, {"sender": "x@example.org"}),
    "spam:unblock": Route(HANDLE, POST),
    "tray:index": Route(HANDLE),
    "tray:mail": Route(HANDLE),
    "tray:file": Route(HANDLE, POST, {"reference": "2222-2222"}),
    "tray:new": Route(HANDLE, BOTH, MANUAL_ENTRY),
    "tray:throw_away": Route(HANDLE, POST, {"reason": "settled"}),
    "tray:take_back": Route(HANDLE, POST),
    "tray:original": Route(HANDLE, POST),
    "spam:index": Route(HANDLE),
    "spam:index_results": Route(HANDLE),
    "spam:mark_not_spam_many": Route(HANDLE, POST),
    "spam:erase_many": Route(ERASE, POST),
    "spam:mark_not_spam": Route(HANDLE, POST, {"version": "0"}),
    "spam:mark_spam": Route(HANDLE, POST, {"version": "0"}),
}


@cache
def registered_routes() -> dict[str, list[str]]:
    """Return the registered_routes that the contact app adds to the admin, each with the names of its arguments."""
    ours = {one.url_namespace for one in viewsets.viewsets if type(one).__module__.startswith("contact.")}
    found = {}
    for names, pattern in admin_patterns(get_resolver(), (), under_admin=False):
        if ours & set(names) or pattern.callback.__module__.startswith("contact."):
            found[":".join((*names, pattern.name or str(pattern.pattern)))] = list(pattern.pattern.regex.groupindex)
    return found


def admin_patterns(
    resolver: URLResolver, names: tuple[str, ...], *, under_admin: bool
) -> Iterator[tuple[tuple[str, ...], URLPattern]]:
    """Walk all addresses under /admin/, each with the namespaces that lead to it."""
    for one in resolver.url_patterns:
        inside = under_admin or str(one.pattern).startswith("admin/")
        if isinstance(one, URLResolver):
            deeper = (*names, one.namespace) if one.namespace else names
            yield from admin_patterns(one, deeper, under_admin=inside)
        elif inside:
            yield names, one
