"""The pages of a second made-up company: few words, and all facts from the settings of the site."""

from typing import Any

from cluster_cms.drawing import Canvas
from cluster_cms.pages.languages import paired
from cluster_cms.pages.site_settings import CompanySettings, default_site
from home.demo.script import Scene


def fact(name: str, scene: Scene) -> str:
    return paired(CompanySettings.for_site(default_site()), name, scene.language)


def plain_front(scene: Scene) -> dict[str, Any]:
    return {
        "title": scene.say("ホーム", "Home"),
        "heading": fact("tagline", scene),
        "lead": scene.say(
            f"{fact('name', scene)}の公式サイト（見本）です。", f"The site of {fact('name', scene)} (sample)."
        ),
        "links": [("link", scene.link("会社を知る", "About the company", page="corporate-profile"))],
        "closing": [
            scene.contact_call(
                ("まずは、ご相談ください。", "Ask us first."),
                ("担当者が2営業日以内に返信します。", "You hear from us within two working days."),
                ("担当者に相談する", "Talk to us"),
            )
        ],
    }


def plain_profile(scene: Scene) -> dict[str, Any]:
    rows = [
        (fact_ja, fact(name, scene), fact_en, fact(name, scene))
        for name, fact_ja, fact_en in (
            ("name", "商号", "Name"),
            ("representative", "代表者", "Representative"),
            ("address", "所在地", "Address"),
        )
    ]
    return {
        "title": scene.say("会社概要", "Corporate profile"),
        "lead": fact("tagline", scene),
        "body": [scene.table(("会社の概要（見本）", "The company (sample)"), rows)],
    }


def plain_news(scene: Scene) -> dict[str, Any]:
    return {"title": scene.say("お知らせ", "News")}


def spring() -> bytes:
    """Return the company's mark: a coil between two plates."""
    canvas, colour = Canvas(480, 480, "#ffffff"), "#7a1fa2"
    for y in (70, 410):
        canvas.line([(110, y), (370, y)], 34, colour)
    turns = [(120.0 if turn % 2 else 360.0, 100 + turn * 40.0) for turn in range(8)]
    canvas.line([(240, 70), *turns, (240, 410)], 26, colour)
    return canvas.png()
