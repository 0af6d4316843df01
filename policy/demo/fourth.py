"""Revision 4, announced when the demo is loaded and in force weeks later: item 4 names two further requests."""

from policy.demo.third import CLAUSES as THIRD
from policy.demo.third import INTRO as INTRO
from policy.demo.writing import Clause, Pair, clause, item

IN_FORCE_AFTER = 45  # days
SUMMARY: Pair = (
    "第4項に、第三者へ提供した記録の開示と、内容の写しをファイルで受け取ることを加えます。",
    "Item 4 adds that we disclose the records of passing information to third parties, and give a copy as a file.",
)

REVISED: dict[str, Clause] = {
    "accuracy-and-requests": clause(
        "accuracy-and-requests",
        ("正確性の確保、開示・訂正・削除", "Accuracy, disclosure, correction and deletion"),
        lead=(
            "個人情報を、正確で新しい内容に保つよう努めます。ご本人は、いつでも、ご自分の個人情報について次のことを"
            "求められます。",
            "We do our best to keep personal information accurate and up to date. At any time you may ask us, about "
            "your own personal information:",
        ),
        items=(
            item(
                ("内容の開示", "to disclose it to you;"),
                ("画面、紙、ファイルのいずれでも受け取れます", "on the screen, on paper or as a file"),
            ),
            item(
                ("第三者に提供した記録の開示", "to disclose the records of passing it to third parties;"),
            ),
            item(("誤りの訂正と、内容の追加", "to correct or complete it;")),
            item(("利用の停止、または削除", "to stop using it, or to delete it.")),
        ),
        closing=(
            "[[desk]]の窓口へ、メールまたは電話でお申し出ください。ご本人であることを確かめたうえで、速やかに対応しま"
            "す。手数料はいただきません。",
            "Please write or call to the desk named in [[desk]]. Once we have made sure that the request is yours, "
            "we act on it promptly and free of charge.",
        ),
    ),
}

CLAUSES: list[Clause] = [REVISED.get(one["value"]["anchor"], one) for one in THIRD]
