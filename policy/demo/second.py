"""Revision 2, of 2017: two clauses follow the amended law, the others stay."""

from policy.demo.first import CLAUSES as FIRST
from policy.demo.first import INTRO as INTRO
from policy.demo.writing import Clause, Pair, clause, item

SUMMARY: Pair = (
    "改正個人情報保護法の施行に合わせて、第2項に安全管理の措置を具体的に示し、第3項に提供の記録と、外国にある第"
    "三者への提供を加えました。",
    "To follow the amended law, item 2 names the security measures, and item 3 adds the records we keep and "
    "disclosure to "
    "third parties abroad.",
)

REVISED: dict[str, Clause] = {
    "security": clause(
        "security",
        ("安全管理措置", "Security measures"),
        lead=(
            "お預かりした個人情報は、社内の規程に従い、管理者が厳重に管理します。漏えい、紛失、改ざん、不正なア"
            "クセスを防ぐため、"
            "次の措置をとります。",
            "An administrator keeps personal information under strict control, following our company rules. Against "
            "leakage, loss, falsification and unauthorised access we take these measures:",
        ),
        items=(
            item(
                (
                    "組織的な措置　取り扱う者と責任者を定め、取り扱いの状況を点検します。",
                    "Organisation: we name those who handle the information and those responsible, and check "
                    "how it is handled.",
                )
            ),
            item(
                (
                    "人的な措置　取り扱う者に、毎年教育を行います。",
                    "People: those who handle it are trained every year.",
                )
            ),
            item(
                (
                    "物理的な措置　取り扱う区域を定め、書類と機器を施錠して保管します。",
                    "Premises: it is handled in designated areas, and papers and devices are kept locked.",
                )
            ),
            item(
                (
                    "技術的な措置　閲覧できる者を限り、外部からの不正なアクセスを防ぎます。",
                    "Technology: access is limited to those who need it and protected against intrusion.",
                )
            ),
        ),
        closing=(
            "取り扱いを外部に委託するときは、委託先を適切に監督します。",
            "When we entrust the handling to a contractor, we supervise the contractor properly.",
        ),
    ),
    "third-parties": clause(
        "third-parties",
        ("第三者への提供", "Disclosure to third parties"),
        lead=(
            "次の場合を除き、あらかじめご本人の同意を得ることなく、個人情報を第三者に提供しません。外国にある第"
            "三者に提供するときも同じです。",
            "Without your prior consent we pass personal information to nobody, in Japan or abroad, except:",
        ),
        items=(
            item(("法令に基づくとき", "when the law requires it;")),
            item(
                (
                    "人の生命、身体または財産を守るために必要で、ご本人の同意を得ることが難しいとき",
                    "when it is needed to protect someone's life, body or property and consent is hard to obtain;",
                )
            ),
            item(
                (
                    "公的機関の事務に協力する必要があり、ご本人の同意を得るとその事務に支障が出るおそれがあるとき",
                    "when a public authority needs our help with its duties and asking for consent might hinder them.",
                )
            ),
        ),
        closing=(
            "第三者に提供したときは、法令に従って記録を作り、保存します。",
            "Whenever we disclose personal information, we make a record and keep it as the law requires.",
        ),
    ),
}

CLAUSES: list[Clause] = [REVISED.get(one["value"]["anchor"], one) for one in FIRST]
