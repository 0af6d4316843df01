"""A parsed text as short lines, so that a test can say at a glance what was understood."""

from policy.pasting.parsing import parse
from policy.pasting.structure import ParsedClause, ParsedText


def outline(text: str) -> list[str]:
    """Return one line per part: `# heading`, `lead`, `- item`, `-- sub-item`, `| row`, `> closing`."""
    return [line for clause in parse(text).clauses for line in clause_lines(clause)]


def clause_lines(clause: ParsedClause) -> list[str]:
    items = [line for item in clause.items for line in (f"- {item.text}", *(f"-- {text}" for text in item.subitems))]
    rows = [f"| {' | '.join(row)}" for rows in clause.tables for row in rows]
    return [f"# {clause.heading}", *clause.lead, *items, *rows, *(f"> {text}" for text in clause.closing)]


def headings(text: str) -> list[str]:
    return [clause.heading for clause in parse(text).clauses]


def left_over(parsed: ParsedText) -> list[str]:
    return [piece.text for piece in parsed.left_over]
