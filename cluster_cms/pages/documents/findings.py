"""Lists what visitors can read in a document beside its text, in the language of the editor.

The document itself is not changed: a signature over it would break, and a comment may be meant. The editor is told.
"""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cluster_cms.pages.documents.office_contents import Finding, office_findings
from cluster_cms.pages.documents.pdf_contents import pdf_findings

READERS = {".pdf": pdf_findings, ".docx": office_findings, ".xlsx": office_findings, ".pptx": office_findings}


def findings_of(content: bytes, suffix: str) -> list[Finding]:
    """Return what a document says beside its text, names first; empty for a text file."""
    reader = READERS.get(suffix)
    found = list(reader(content)) if reader else []
    numbers = Counter[str]()
    for kind, value in found:
        numbers[kind] += value if isinstance(value, int) else 0
    names = sorted({str(name) for kind, name in found if kind == "author"})
    return [*(("author", name) for name in names), *((kind, number) for kind, number in numbers.items() if number)]


def describe_findings(findings: list[Finding]) -> str:
    """Return one sentence that lists the findings; empty when there are none."""
    names = [str(value) for kind, value in findings if kind == "author"]
    listed = [_("names (%(names)s)") % {"names": _(", ").join(names)}] if names else []
    listed += [counted(kind, int(value)) for kind, value in findings if kind != "author"]
    if not listed:
        return ""
    text = _("Whoever downloads this document can also read: %(list)s. If that is not meant, upload it without.")
    return text % {"list": _(", ").join(listed)}


def counted(kind: str, n: int) -> str:
    texts = {
        "comments": ngettext("%(n)d comment", "%(n)d comments", n),
        "tracked": ngettext("%(n)d tracked change", "%(n)d tracked changes", n),
        "hidden": ngettext("%(n)d hidden sheet or slide", "%(n)d hidden sheets or slides", n),
        "notes": ngettext("%(n)d page of speaker's notes", "%(n)d pages of speaker's notes", n),
        "attached": ngettext("%(n)d attached file", "%(n)d attached files", n),
        "scripts": ngettext("%(n)d script", "%(n)d scripts", n),
        "earlier": ngettext("%(n)d earlier version", "%(n)d earlier versions", n),
        "placed": ngettext("%(n)d picture with its place", "%(n)d pictures with their places", n),
    }
    return texts[kind] % {"n": n}
