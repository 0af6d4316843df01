"""Every address of the desk in the admin, and what each asks of whoever knocks. A new route is added here.

`rights` are what its own object asks; `foreign` are what it asks for when the object belongs to somebody else."""

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
NOBODY = frozenset({"nobody has this right"})
TRANSFERS = frozenset({"view_transfer"})
GET, POST = frozenset({"get"}), frozenset({"post"})
BOTH = GET | POST
NOTHING: Mapping[str, str] = MappingProxyType({})


class Door(NamedTuple):
    """Which rights it asks for, which methods it answers, and what a right person would send."""

    rights: frozenset[str]
    methods: frozenset[str] = GET
    sent: Mapping[str, str] = NOTHING
    foreign: frozenset[str] | None = None
    looks_first: bool = False  # after the rights, it looks its thing up before it minds the method

    def asks(self, kind: str) -> frozenset[str]:
        return self.foreign if kind == "foreign" and self.foreign is not None else self.rights


WORDS = {"version": "0", "text": "x", "subject": "x", "body": "x", "then": "answered"}
TAKEN_DOWN = {"source": "phone", "subject": "other", "message": "x", "language": "ja", "told": "spoken"}
TEXTS = {f"{part}_{language}": "x" for part in ("title", "body") for language in ("ja", "en")}
TO_POLICE = {"to_recipient": "third_party", "to_ground": "order", "to_name": "-", "to_basis": "-", "to_note": "-"}
EXPORTED = {"form": "csv", "reason": "duty", "columns": "reference", **TO_POLICE}
DOORS = {
    "inquiries:index": Door(SEE),
    "inquiries:index_results": Door(SEE),
    "inquiries:business_days": Door(HANDLE, BOTH, {"answer_days": "3", "closes_at": "17:00"}),
    "inquiries:search": Door(READ, BOTH, {"words": "x"}),
    "inquiries:found": Door(READ, foreign=NOBODY),
    "inquiries:further": Door(READ, POST, foreign=NOBODY),
    "inquiries:assign_many": Door(HANDLE, POST),
    "inquiries:move_many": Door(HANDLE, POST),
    "inquiries:mark_many": Door(HANDLE, POST),
    "inquiries:erase_many": Door(ERASE, POST),
    "inquiries:export": Door(EXPORT, BOTH),
    "inquiries:export_file": Door(EXPORT, POST, EXPORTED),
    "inquiries:record_manually": Door(HANDLE, BOTH, TAKEN_DOWN),
    "inquiries:retention": Door(KEEP),
    "inquiries:copies": Door(SEE),
    "inquiries:copies_deleted": Door(SEE, POST, foreign=KEEP),
    "inquiries:hold": Door(KEEP, BOTH, {"reason": "a claim", "version": "0"}),
    "inquiries:release": Door(KEEP, POST, {"version": "0"}),
    "inquiries:consent": Door(REPLY, BOTH),
    "inquiries:inquiry": Door(READ),
    "inquiries:open": Door(READ, BOTH, {"reason": "review"}),
    "inquiries:answered": Door(HANDLE, POST),
    "inquiries:status": Door(HANDLE, POST, {"version": "0", "status": "open", "reason": "handling"}),
    "inquiries:assign": Door(HANDLE, POST, {"version": "0", "assignee": "", "reason": "handling"}),
    "inquiries:erase": Door(ERASE, BOTH, {"reason": "needless"}),
    "inquiry_audit:index": Door(AUDIT),
    "inquiry_audit:file": Door(AUDIT, POST),
    "inquiry_audit:verify": Door(AUDIT, POST),
    "inquiries:notes": Door(HANDLE, BOTH, WORDS),
    "inquiries:mail": Door(HANDLE, BOTH, WORDS),
    "inquiries:reply": Door(REPLY, BOTH, WORDS),
    "inquiries:replied": Door(REPLY, BOTH, WORDS),
    "inquiries:resend": Door(REPLY, POST),
    "reply_templates:index": Door(TEMPLATES),
    "reply_templates:index_results": Door(TEMPLATES),
    "reply_templates:add": Door(TEMPLATES, BOTH, TEXTS),
    "reply_templates:edit": Door(TEMPLATES, BOTH, TEXTS),
    "reply_templates:delete": Door(TEMPLATES, BOTH),
    "reply_templates:history": Door(TEMPLATES, looks_first=True),
    "reply_templates:history_results": Door(TEMPLATES, looks_first=True),
    "reply_templates:usage": Door(TEMPLATES, looks_first=True),
    "transfers:index": Door(TRANSFERS),
    "transfers:index_results": Door(TRANSFERS),
    "transfers:transfer": Door(TRANSFERS),
    "transfers:csv": Door(TRANSFERS, POST),
    "requests:index": Door(HANDLE),
    "requests:new": Door(HANDLE, BOTH),
    "requests:request": Door(HANDLE),
    "requests:identity_checks": Door(HANDLE, POST, {"identity_checks": "document"}),
    "requests:paper": Door(HANDLE, POST),
    "requests:correct": Door(HANDLE, BOTH, {"name": "Taro"}),
    "requests:stop": Door(HANDLE, POST),
    "requests:delete": Door(ERASE, POST, {"sure": "on"}),
    "requests:answer": Door(HANDLE, POST, {"outcome": "granted"}),
    "incidents:index": Door(AUDIT, BOTH),
    "incidents:incident": Door(AUDIT, BOTH, {"step": "first_report"}),
    "incidents:file": Door(AUDIT, POST),
    "spam:index": Door(HANDLE),
    "spam:results": Door(HANDLE),
    "spam:clear_ticked": Door(HANDLE, POST),
    "spam:erase_ticked": Door(ERASE, POST),
    "spam:clear": Door(HANDLE, POST),
    "spam:mark": Door(HANDLE, POST),
}


@cache
def routes() -> dict[str, list[str]]:
    """Return the routes that the contact app adds to the admin, each with the names of its arguments."""
    ours = {one.url_namespace for one in viewsets.viewsets if type(one).__module__.startswith("contact.")}
    found = {}
    for names, pattern in leaves(get_resolver(), (), under_admin=False):
        if ours & set(names) or pattern.callback.__module__.startswith("contact."):
            found[":".join((*names, pattern.name or str(pattern.pattern)))] = list(pattern.pattern.regex.groupindex)
    return found


def leaves(
    resolver: URLResolver, names: tuple[str, ...], *, under_admin: bool
) -> Iterator[tuple[tuple[str, ...], URLPattern]]:
    """Walk all addresses under /admin/, each with the namespaces that lead to it."""
    for one in resolver.url_patterns:
        inside = under_admin or str(one.pattern).startswith("admin/")
        if isinstance(one, URLResolver):
            deeper = (*names, one.namespace) if one.namespace else names
            yield from leaves(one, deeper, under_admin=inside)
        elif inside:
            yield names, one
