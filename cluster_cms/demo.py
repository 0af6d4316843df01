"""The sample company, and the registry of the apps' sample content.

Only `manage.py load_demo` imports this module and the `demo` module of each app (Django's `autodiscover_modules`), so
that a production process holds none of them. An app offers one function: `@demo_content(order=30) def load(stage): ...`
and, for a site of any size, one that fills up to a number: `@demo_rows("inquiries") def fill(stage, count): ...`
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wagtail.models import Page, Site

from cluster_cms import clock
from cluster_cms.pages.navigation import home_page
from cluster_cms.pages.site_settings import CompanySettings, DeskSettings, StampedSetting
from cluster_cms.privacy.models import (
    Administrator,
    Contractor,
    InternalRule,
    MeasureKind,
    Purpose,
    Register,
    SecurityMeasure,
)
from cluster_cms.privacy.register_changes import save_record
from cluster_cms.security.accounts import APPROVER, DESK, LEGAL, MARKETING, PRIVACY, User

SAMPLE_COMPANY = {
    "name_ja": "クラスターテクノロジー株式会社",
    "name_en": "Cluster Technology Co., Ltd.",
    "short_name_ja": "クラスターテクノロジー",
    "short_name_en": "Cluster Technology",
    "tagline_ja": "エポキシ樹脂・微細成形・インクジェット",
    "tagline_en": "Epoxy compounds, micro moulding, inkjet",
    "address_ja": "〒000-0000\n大阪府見本市結晶町1-2-3",
    "address_en": "1-2-3 Kessho-cho, Mihon-shi,\nOsaka 000-0000, Japan",
    "representative_ja": "代表取締役社長　見本 誠",
    "representative_en": "Makoto Mihon, President",
    "sample": True,
}
SECOND_COMPANY = {
    "name_ja": "例示ばね工業株式会社",
    "name_en": "Reiji Spring Works, Ltd.",
    "short_name_ja": "例示ばね",
    "short_name_en": "Reiji Spring",
    "tagline_ja": "ばねと線材加工",
    "tagline_en": "Springs and wire forms",
    "address_ja": "〒999-9999\n例示県弦巻市渦町9-8-7",
    "address_en": "9-8-7 Uzu-machi, Tsurumaki-shi,\nReiji 999-9999, Japan",
    "representative_ja": "代表取締役　例示 巻子",
    "representative_en": "Makiko Reiji, President",
    "accent": "#7a1fa2",
    "sample": True,
}
FIRST = "sample"
COMPANIES: dict[str, dict[str, object]] = {FIRST: SAMPLE_COMPANY, "sample2": SECOND_COMPANY}
SAMPLE_DESK = {
    "name_ja": "お客様情報相談窓口",
    "name_en": "Customer Information Desk",
    "hours_ja": "平日 9:00–17:00（土日祝日・年末年始を除く）",
    "hours_en": "Weekdays 9:00–17:00 JST, except public holidays",
    "phone": "00-0000-0000",
    "email": "desk@example.com",
}
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
# Role, as people name it, and its group; the administrator is a superuser in none.
ROLES = {"marketing": MARKETING, "legal": LEGAL, "approver": APPROVER, "desk": DESK, "privacy": PRIVACY, "admin": None}


@dataclass(frozen=True)
class Stage:
    """What sample content may rely on: the site, its two homes, one person per role and today's date in Tokyo."""

    site: Site
    company: str = FIRST  # a key of COMPANIES
    announces: bool = True  # a revision of the policy that is not yet in force

    @property
    def is_first(self) -> bool:
        """Return whether the company is the one with texts, products and inquiries of its own."""
        return self.company == FIRST

    def home(self, language: str) -> Page:
        page = home_page(language)
        if page is None:
            raise LookupError(f"There is no live home page in {language}; run bootstrap_site first.")
        return page

    def person(self, role: str) -> User:
        return User.objects.get(username=role)

    @property
    def today(self) -> date:
        return clock.today()


Loader = Callable[[Stage], None]
# Adds rows until there are so many, a batch in each transaction, and yields how many there are after each batch.
Filler = Callable[[Stage, int], Iterator[int]]
_loaders: dict[int, Loader] = {}
_fillers: dict[str, Filler] = {}


def demo_content(*, order: int) -> Callable[[Loader], Loader]:
    """Register a function that loads an app's sample content; a lower order is loaded earlier.

    Raises ValueError for an order that another function has: one of them would never be called.
    """

    def register(loader: Loader) -> Loader:
        if _loaders.setdefault(order, loader) is not loader:
            raise ValueError(f"{loader.__module__}: order {order} is taken")
        return loader

    return register


def demo_loaders() -> list[Loader]:
    """Return the functions of all apps, in the order in which they are to be called."""
    return [_loaders[order] for order in sorted(_loaders)]


def demo_rows(name: str) -> Callable[[Filler], Filler]:
    """Register a function that fills the site with sample rows of a name, which is an option of `load_demo`."""

    def register(filler: Filler) -> Filler:
        _fillers[name] = filler
        return filler

    return register


def demo_filler(name: str) -> Filler:
    return _fillers[name]


@demo_content(order=10)
def load_company(stage: Stage) -> None:
    """Fill company, desk and registers as the privacy officer does; keep what is there."""
    fill_settings(stage)
    if not Purpose.objects.exists():
        for record in sample_records(stage):
            save_record(record=record, actor=stage.person("privacy"))


def fill_settings(stage: Stage) -> None:
    records: list[tuple[type[StampedSetting], Mapping[str, object]]] = [
        (CompanySettings, COMPANIES[stage.company]),
        (DeskSettings, SAMPLE_DESK),
    ]
    for model, values in records:
        record: Any = model.for_site(stage.site)
        if not record.name_ja:
            for name, value in values.items():
                setattr(record, name, value)
            record.save()


def sample_records(stage: Stage) -> list[Register]:
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
