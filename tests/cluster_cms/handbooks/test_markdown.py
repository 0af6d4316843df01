"""The part of Markdown in which the handbooks are written: nothing in it becomes HTML by itself."""

import pytest

from cluster_cms.handbooks.markdown import blocks, inline

TEXT = """# 題
一行目
二行目 and
more
- 一つ
  の続き
- 二つ

1. first
2. second

| a | b |
|---|---|
| `c` | d |

![画面](pictures/x.png)

```sql
SELECT <1>;
```
## 次
"""


def test_each_kind_of_block_is_read() -> None:
    found = blocks(TEXT)
    kinds = ["heading", "paragraph", "bullets", "numbers", "table", "picture", "code", "heading"]
    assert [one.kind for one in found] == kinds
    assert found[1].text == "一行目二行目 and more"
    assert found[2].rows == [("一つの続き",), ("二つ",)]
    assert found[4].rows == [["a", "b"], ["`c`", "d"]]
    assert found[6].text == "SELECT <1>;"
    assert [one.anchor for one in found if one.kind == "heading"] == ["part-1", "part-2"]


@pytest.mark.parametrize(
    "text, html",
    [
        ("a **b** `c<d` e", "a <strong>b</strong> <code>c&lt;d</code> e"),
        ("<script>1</script>", "&lt;script&gt;1&lt;/script&gt;"),
        ("[x](known)", '<a href="/known/">x</a>'),
        ("[x](unknown) y", "x y"),
        ("**[x](known)**", '<strong><a href="/known/">x</a></strong>'),
        ("now: *now*, 2 * 3 * 4", "now: <em>now</em>, 2 * 3 * 4"),
        ("", ""),
    ],
)
def test_a_line_becomes_html(text: str, html: str) -> None:
    assert inline(text, lambda target: "/known/" if target == "known" else "") == html
