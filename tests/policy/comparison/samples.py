"""A small policy of four clauses, and the same revised."""

from copy import deepcopy

from policy.text.canonical import Document
from tests.policy.comparison.writing import clause, item

PURPOSE = clause(
    "purpose", ("利用目的", "Purpose"), ("お問い合わせに答えるために使います。", "We use it to answer you.")
)
SECURITY = clause(
    "security",
    ("安全管理", "Security"),
    ("次の措置をとります。", "We take these measures:"),
    items=[
        item(("取り扱う者に教育を行います。", "We train those who handle it.")),
        item(("技術的な措置", "Technology:"), ("保存時の暗号化", "encryption at rest"), ("閲覧の記録", "logs")),
    ],
    closing=[
        ("取り扱いを委託するときは、委託先を監督します。", "We supervise every contractor that we entrust with it.")
    ],
)
COOKIES = clause("cookies", ("クッキー", "Cookies"), ("使いません。", "We use none."))
DESK = clause("desk", ("窓口", "Desk"), ("次の窓口で承ります。", "Ask here."), shows_desk=True)
OLD = [PURPOSE, SECURITY, COOKIES, DESK]


def revised() -> list[Document]:
    """Return the clauses with one new, one removed, one changed, and the others as they were."""
    security = deepcopy(SECURITY)
    security["items"].insert(1, item(("書類を施錠して保管します。", "Papers are kept locked.")))
    added = clause("children", ("未成年の方", "Children"), ("保護者の同意を得てください。", "Ask your parents."))
    return [added, security, COOKIES, DESK]
