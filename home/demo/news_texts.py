"""News of the sample company; dates count back from the day the demo is loaded, so that it never looks old."""

from datetime import timedelta
from typing import Any

from home.demo.script import Scene, Texts


def news_index(scene: Scene) -> dict[str, Any]:
    return {"title": scene.say("お知らせ", "News")}


def orders_open(scene: Scene) -> dict[str, Any]:
    return {
        "title": scene.say(
            "卓上型吐出ヘッド「PulseDrop 1」の受注を始めました",
            "Orders open for the PulseDrop 1 bench-top jetting head",
        ),
        "date": scene.today - timedelta(days=19),
        "category": "products",
        "products": scene.products("pulsedrop-1"),
        "body": [
            scene.text(
                "<p>研究用の卓上型吐出ヘッド「PulseDrop 1」（見本）の受注を始めました。粘度1–50 mPa·sの液を、"
                "1ピコリットルから吐出できます。</p><p>納期は受注から8週間です。評価用の貸し出しもご相談ください。</p>",
                "<p>We now take orders for PulseDrop 1 (sample), a bench-top jetting head for research. It jets "
                "fluids of "
                "1–50 mPa·s from one picolitre.</p><p>Delivery takes eight weeks. Ask us for a unit on loan.</p>",
            )
        ],
    }


def fair(scene: Scene) -> dict[str, Any]:
    rows = [
        (
            "展示",
            "低収縮エポキシ樹脂、微細歯車、吐出ヘッド",
            "On show",
            "Low-shrinkage epoxy resin, micro gears, jetting heads",
        ),
    ]
    return {
        "title": scene.say(
            "高機能素材の展示会に出展します（見本市会場 第3ホール）", "Meet us at the advanced materials fair, hall 3"
        ),
        "date": scene.today - timedelta(days=39),
        "category": "events",
        "event_begins": scene.today + timedelta(days=12),
        "event_ends": scene.today + timedelta(days=14),
        "event_place": scene.say("見本市会場 第3ホール", "Mihon fair grounds, hall 3"),
        "body": [
            scene.text(
                "<p>高機能素材の展示会（見本）に出展します。技術の担当者が、実物と測定結果をお見せしながらご説明します。</p>",
                "<p>We take part in the advanced materials fair (sample). Engineers show parts with their "
                "measurements.</p>",
            ),
            scene.table(("展示会の概要", "About the fair"), rows),
        ],
    }


def report(scene: Scene) -> dict[str, Any]:
    return {
        "title": scene.say("第二工場の環境報告をまとめました", "Environmental report for the second works is out"),
        "date": scene.today - timedelta(days=54),
        "category": "company",
        "body": [
            scene.text(
                "<p>第二工場の一年間の電力、水、廃棄物をまとめました（見本）。成形くずの再利用により、"
                "廃棄する樹脂は前の年より12パーセント減りました。</p>",
                "<p>We have put together a year of power, water and waste at the second works (sample). Reuse "
                "of sprues cut the "
                "resin we throw away by 12 percent.</p>",
            )
        ],
    }


NEWS: dict[str, Texts] = {
    "pulsedrop-1-orders-open": orders_open,
    "advanced-materials-fair": fair,
    "second-works-environmental-report": report,
}
