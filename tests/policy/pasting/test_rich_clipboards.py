"""The HTML of a clipboard keeps the numbers of its lists, its headings, cells and links."""

from policy.pasting.rich_clipboards import read_rich_text
from tests.policy.pasting.outline import outline

PAGE = """<h1>Privacy Policy</h1>
<ol><li>Use<p>We answer letters.</p><ol type="a"><li>by post</li><li>by email</li></ol></li>
<li>Desk<p>See <a href="https://example.com/desk">the desk</a>.</p></li></ol>"""
ITEM = "<p class=MsoListParagraph style='mso-list:l0 level{} lfo1'><span style='mso-list:Ignore'>{} </span>{}</p>"
WORD = "".join(
    ITEM.format(*item)
    for item in ((1, "第1条", "（目的）定める。"), (2, "(1)", "回答"), (1, "第2条", "（窓口）答える。"))
)


def lines(html: str) -> list[str]:
    return read_rich_text(html)[0].split("\n")


def test_nested_lists_keep_their_numbers() -> None:
    assert lines(PAGE)[:5] == [
        "# Privacy Policy",
        "1. Use",
        "    We answer letters.",
        "    a. by post",
        "    b. by email",
    ]


def test_links_keep_their_addresses() -> None:
    assert lines(PAGE)[-1].strip() == "See the desk (https://example.com/desk)."


def test_a_web_page_becomes_clauses() -> None:
    desk = "See the desk (https://example.com/desk)."
    assert outline(read_rich_text(PAGE)[0]) == [
        "# Use",
        "We answer letters.",
        "- by post",
        "- by email",
        "# Desk",
        desk,
    ]


def test_a_list_begins_where_it_says() -> None:
    assert lines('<ol start="4"><li>a</li><li value="7">b</li><li>c</li></ol>') == ["4. a", "7. b", "8. c"]
    assert lines('<ol type="I" start="3"><li>a</li></ol>') == ["III. a"]
    assert lines('<ol type="A" start="x"><li>a</li></ol>') == ["A. a"]


def test_marks_of_word_stay() -> None:
    assert outline(read_rich_text(WORD)[0]) == ["# 目的", "定める。", "- 回答", "# 窓口", "答える。"]


def test_headings_and_tables_become_lines() -> None:
    html = "<h2>Use</h2><table><tr><th>Who</th><th>What</th></tr><tr><td>Guests</td><td>names</td></tr></table>"
    assert lines(html) == ["## Use", "Who\tWhat", "Guests\tnames"]


def test_definitions_are_lines_of_their_own() -> None:
    assert lines("<dl><dt>Data</dt><dd>What we hold.</dd></dl>") == ["Data", "What we hold."]


def test_scripts_and_styles_are_no_text() -> None:
    assert lines("<style>p{}</style><script>alert(1)</script><p>1. Use</p>") == ["1. Use"]
