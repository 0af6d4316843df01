"""Revision 1, established on 1 July 2005."""

from policy.demo.writing import Clause, Pair, clause, item

INTRO: Pair = (
    "当社は、お客様のプライバシーを守るため、このウェブサイトでお預かりする個人情報を、法令と次の方針に従って取"
    "り扱います。",
    "To protect the privacy of our customers, we handle the personal information that reaches us through this "
    "website "
    "as the law and the following policy require.",
)
DESK: Pair = ("お客様相談室", "Customer Relations Office")  # as the desk was called then
SUMMARY: Pair = ("九項目からなる方針を制定しました。", "A policy of nine items is established.")

CLAUSES: list[Clause] = [
    clause(
        "purpose",
        ("個人情報の利用目的", "Purpose of use"),
        lead=(
            "お客様からお預かりした個人情報は、お問い合わせとご依頼にお答えするため、またはお預かりするときにお"
            "伝えした目的のために"
            "だけ利用します。\nそれ以外の目的に利用するときは、あらかじめお客様の同意をいただきます。",
            "We use the personal information you entrust to us only to answer your inquiries and requests, or for a "
            "purpose that we stated when we received it.\nBefore we use it for anything else, we ask for your "
            "consent.",
        ),
    ),
    clause(
        "security",
        ("個人情報の安全管理", "Security"),
        lead=(
            "お預かりした個人情報は、社内の規程に従い、管理者が厳重に管理します。外部からの不正なアクセス、漏え"
            "い、紛失、改ざんを"
            "防ぐために、必要な措置をとります。\n取り扱いを外部に委託するときは、委託先を監督します。",
            "An administrator keeps personal information under strict control, following our company rules. We "
            "take the "
            "measures needed against unauthorised access, leakage, loss and falsification.\n"
            "When we entrust the handling to a contractor, we supervise the contractor.",
        ),
    ),
    clause(
        "third-parties",
        ("第三者への提供", "Disclosure to third parties"),
        lead=(
            "次の場合を除き、お預かりした個人情報を第三者に提供しません。",
            "We pass personal information to nobody, except:",
        ),
        items=(
            item(
                ("法令に基づき、公的機関から求められたとき", "when a public authority demands it by law;"),
            ),
            item(
                (
                    "お客様または当社の財産を守るために必要なとき",
                    "when it is needed to protect your property or ours;",
                ),
            ),
            item(
                (
                    "人の生命または身体の安全を守るため、緊急に必要なとき",
                    "in an emergency, to protect someone's life or safety.",
                ),
            ),
        ),
    ),
    clause(
        "accuracy-and-requests",
        ("正確性の確保、開示・訂正・削除", "Accuracy, disclosure, correction and deletion"),
        lead=(
            "個人情報を、できるだけ正確で新しい内容に保ちます。ご本人から求めがあったときは、その方の個人情報を"
            "速やかに開示し、訂正し、"
            "または削除します。お申し出は、第9項の窓口へメールでお寄せください。",
            "We keep personal information as accurate and as recent as we can. At your request we promptly "
            "disclose your "
            "own information to you, correct it, or delete it. Please write to the desk named in item 9.",
        ),
    ),
    clause(
        "cookies",
        ("Cookie（クッキー）", "Cookies"),
        lead=(
            "このウェブサイトは、ページに明記した場合を除き、Cookieを使うサービスを行いません。Cookieとは、閲覧"
            "ソフトがお客様の"
            "コンピューターに保存する小さなデータです。",
            "This website offers no service that uses cookies, unless a page says so. A cookie is a small piece "
            "of data "
            "that the browser stores on your computer.",
        ),
    ),
    clause(
        "statistics",
        ("個人を特定できない情報の収集", "Information that identifies nobody"),
        lead=(
            "サービスの改善に役立てるため、ご利用の状況を集計することがあります。集計する情報に、個人を特定でき"
            "るものは含みません。",
            "To improve our services, we may collect figures on how they are used. These figures contain "
            "nothing that "
            "identifies a person.",
        ),
    ),
    clause(
        "revision",
        ("この方針の改定", "Revision of this policy"),
        lead=(
            "この方針は、必要に応じて改定します。改定したときは、このページでお知らせします。",
            "We revise this policy when the need arises, and report each revision on this page.",
        ),
    ),
    clause(
        "linked-sites",
        ("リンク先のサイト", "Linked websites"),
        lead=(
            "この方針は、このウェブサイトのページにだけ適用されます。リンク先のサイトでの個人情報の取り扱いにつ"
            "いて、当社は責任を"
            "負いません。リンク先の方針をご確認ください。",
            "This policy applies to the pages of this website alone. We are not responsible for how linked websites "
            "handle personal information; please read their own policies.",
        ),
    ),
    clause(
        "desk",
        ("お客様情報相談窓口", "Customer Information Desk"),
        lead=(
            "この方針に基づくお申し出と、個人情報の取り扱いについてのご質問は、次の窓口で承ります。",
            "Requests under this policy, and questions about how we handle personal information, are received here.",
        ),
        shows_desk=True,
    ),
]
