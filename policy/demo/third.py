"""Revision 3, promulgated when the demo is loaded: this site with its own ways of keeping the promises."""

from policy.demo.second import CLAUSES as SECOND
from policy.demo.writing import Clause, Pair, clause, item

INTRO: Pair = (
    "当社は、お客様のプライバシーを大切にします。このウェブサイトを通じてお預かりする個人情報を、個人情報の保護"
    "に関する法律その他の"
    "法令と、次の九つの項目に従って取り扱います。",
    "Your privacy matters to us. We handle the personal information that reaches us through this website as the "
    "Act on the "
    "Protection of Personal Information and other laws require, and as these nine items promise.",
)
SUMMARY: Pair = (
    "第1項に利用目的を示す画面と目的を変えるときの扱いを、第2項に保存時の暗号化と閲覧の記録を、第4項に手続きの流れを、"
    "第7項に過去の版の保存を加えました。第5項と第8項を、いまのサイトのつくりに合わせて改めました。",
    "Item 1 says where the purpose is shown and what a change of it means. Item 2 adds encryption at rest and a record "
    "of access, item 4 the procedure for requests, item 7 the archive of earlier revisions. Items 5 and 8 now describe "
    "how this site is built.",
)

REVISED: dict[str, Clause] = {
    "purpose": clause(
        "purpose",
        ("個人情報の利用目的", "Purpose of use"),
        lead=(
            "お客様からお預かりした個人情報は、お問い合わせやご依頼への返答、またはお預かりするときにあらかじめ"
            "お伝えした目的の"
            "ためにだけ利用します。利用目的は、お問い合わせの画面で、送信の前にお示しします。\n"
            "目的を変えるときは、[[revision]]の方法でお知らせします。すでにお預かりしている個人情報には、お客様の同意が"
            "ない限り、変更後の目的を"
            "適用しません。",
            "We use the personal information you entrust to us only to answer your inquiries and requests, or "
            "for a purpose "
            "stated when we collect it. The contact form shows the purpose before you send.\n"
            "Should a purpose change, we announce it as described in [[revision]]. The changed purpose does not apply "
            "to information we already hold, unless you consent.",
        ),
    ),
    "security": clause(
        "security",
        ("安全管理措置", "Security measures"),
        lead=(
            "お預かりした個人情報は、社内の規程に従い、管理者が厳重に管理します。次の措置をとります。",
            "An administrator keeps personal information under strict control, following our company rules. We "
            "take these "
            "measures:",
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
                ("技術的な措置", "Technology:"),
                ("保存するときの暗号化", "encryption at rest;"),
                ("閲覧の記録と、その点検", "a record of who looked at what, and its review;"),
                ("二つの要素による職員の本人確認", "sign-in of staff with two factors."),
            ),
        ),
        closing=(
            "取り扱いを外部に委託するときは、委託先を定めて登録し、適切に監督します。",
            "When we entrust the handling to a contractor, we register the contractor and supervise it properly.",
        ),
    ),
    "accuracy-and-requests": clause(
        "accuracy-and-requests",
        ("正確性の確保、開示・訂正・削除", "Accuracy, disclosure, correction and deletion"),
        lead=(
            "個人情報を、正確で新しい内容に保つよう努めます。ご本人は、いつでも、ご自分の個人情報について次のこ"
            "とを求められます。",
            "We do our best to keep personal information accurate and up to date. At any time you may ask us, "
            "about your "
            "own personal information:",
        ),
        items=(
            item(("内容の開示", "to disclose it to you;")),
            item(("誤りの訂正と、内容の追加", "to correct or complete it;")),
            item(("利用の停止、または削除", "to stop using it, or to delete it.")),
        ),
        closing=(
            "[[desk]]の窓口へ、メールまたは電話でお申し出ください。ご本人であることを確かめたうえで、速やかに対応し"
            "ます。手数料はいただきません。",
            "Please write or call to the desk named in [[desk]]. Once we have made sure that the request is "
            "yours, we act on "
            "it promptly and free of charge.",
        ),
    ),
    "cookies": clause(
        "cookies",
        ("Cookie（クッキー）", "Cookies"),
        lead=(
            "このウェブサイトは、ページに明記した場合を除き、Cookieを使いません。Cookieとは、閲覧ソフトがお客様"
            "の端末に保存する"
            "小さなデータです。\nCookieを使うページには、数、目的、期間を書きます。",
            "This website uses no cookies unless a page says so. A cookie is a small piece of data that the "
            "browser stores "
            "on your device.\nA page that uses cookies states how many, for what and for how long.",
        ),
    ),
    "revision": clause(
        "revision",
        ("この方針の改定", "Revision of this policy"),
        lead=(
            "この方針は、必要に応じて改定します。改定の内容と施行の日は、施行の前にこのページでお知らせします。\n"
            "公布したすべての版を、公布したときのまま改定履歴に残します。",
            "We revise this policy when the need arises. What changes, and from which day, is announced on this page "
            "beforehand.\nEvery revision stays in the revision history exactly as it was announced.",
        ),
    ),
    "linked-sites": clause(
        "linked-sites",
        ("リンク先のサイト", "Linked websites"),
        lead=(
            "この方針は、このウェブサイトのページにだけ適用されます。リンク先のサイトでの個人情報の取り扱いにつ"
            "いて、当社は責任を"
            "負いません。リンク先の方針をご確認ください。\n外部へのリンクには、印を付けています。",
            "This policy applies to the pages of this website alone. We are not responsible for how linked "
            "websites handle "
            "personal information; please read their own policies.\nLinks that leave this site are marked.",
        ),
    ),
}

CLAUSES: list[Clause] = [REVISED.get(one["value"]["anchor"], one) for one in SECOND]
