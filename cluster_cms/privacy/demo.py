"""Sample registers, each record marked as a sample."""

from datetime import timedelta

from cluster_cms.demo import Stage
from cluster_cms.privacy.keeping import add_record
from cluster_cms.privacy.records import (
    Administrator,
    Contractor,
    InternalRule,
    MeasureKind,
    Purpose,
    Register,
    SecurityMeasure,
)

ANSWERING = (
    "お預かりした情報は、このお問い合わせへの返答のためにだけ使います。ほかの目的には使いません。",
    "We use what you send to answer this inquiry, and for nothing else.",
)
INFORMING = (
    "【見本】製品と展示会のご案内をお送りするために使います。",
    "[Sample] We use it to send you news of our products and exhibitions.",
)
MEASURES = (
    (MeasureKind.ORGANISATIONAL, "【見本】取り扱う者と責任者を定めます。", "[Sample] We name who handles the data."),
    (
        MeasureKind.PERSONNEL,
        "【見本】取り扱う者に毎年教育を行います。",
        "[Sample] Those people are trained every year.",
    ),
    (MeasureKind.PHYSICAL, "【見本】書類と機器を施錠して保管します。", "[Sample] Papers and devices are kept locked."),
    (MeasureKind.TECHNICAL, "【見本】暗号化して保存し、閲覧を記録します。", "[Sample] Encrypted; reading is recorded."),
    (MeasureKind.EXTERNAL, "【見本】外国では取り扱いません。", "[Sample] No data are handled abroad."),
)


def play(stage: Stage) -> None:
    """Fill the registers as the privacy officer does; leave them alone where a purpose is registered."""
    if not Purpose.objects.exists():
        for record in samples(stage):
            add_record(record=record, actor=stage.person("privacy"))


def samples(stage: Stage) -> list[Register]:
    year_ago = stage.today - timedelta(days=365)
    purposes = [
        Purpose(text_ja=japanese, text_en=english, since=year_ago, order=order)
        for order, (japanese, english) in enumerate((ANSWERING, INFORMING), 1)
    ]
    measures = [SecurityMeasure(kind=kind, text_ja=japanese, text_en=english) for kind, japanese, english in MEASURES]
    rule = InternalRule(
        title_ja="【見本】個人情報取扱規程",
        title_en="[Sample] Rules on handling personal data",
        kept_at="【見本】総務部の書庫、緑の冊子",
        dated_on=year_ago,
        reviewed_on=stage.today,
    )
    administrator = Administrator(
        office_ja="個人情報管理責任者",
        office_en="Administrator of personal data",
        name_ja="見本 管子",
        name_en="Kanko Mihon (sample)",
        since=year_ago,
    )
    contractor = Contractor(
        name_ja="【見本】見本データセンター株式会社",
        name_en="[Sample] Mihon Data Centre Co., Ltd.",
        task_ja="サーバーの運用とバックアップの保管",
        task_en="Running the server and keeping its backups",
        contract_on=year_ago,
        reviewed_on=stage.today,
        review_due_on=stage.today + timedelta(days=365),
    )
    return [*purposes, *measures, rule, administrator, contractor]
