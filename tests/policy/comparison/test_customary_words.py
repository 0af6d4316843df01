"""The Japanese words of the comparison table are those of law offices."""

from policy.comparison.comparing import compare_documents
from policy.comparison.table import TableSide, render_table
from tests.policy.comparison.samples import OLD, revised
from tests.policy.comparison.writing import document


def test_the_japanese_table_uses_the_customary_words() -> None:
    html = render_table(
        compare_documents(document(*OLD), document(*revised()), "ja"), old=TableSide(1), new=TableSide(2)
    )
    for words in ("改正後", "改正前", "備考", "（新設）", "（削る）", "（略）", "第3項・第4項"):
        assert words in html
