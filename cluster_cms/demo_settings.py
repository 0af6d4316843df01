"""The sample company and its desk."""

from wagtail.models import Site

from cluster_cms.site_settings import CompanySettings, DeskSettings

COMPANY = {
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
DESK = {
    "name_ja": "お客様情報相談窓口",
    "name_en": "Customer Information Desk",
    "hours_ja": "平日 9:00–17:00（土日祝日・年末年始を除く）",
    "hours_en": "Weekdays 9:00–17:00 JST, except public holidays",
    "phone": "00-0000-0000",
    "email": "desk@example.com",
}


def fill_settings(site: Site) -> None:
    """Fill company and desk where nobody has filled them yet."""
    for model, values in ((CompanySettings, COMPANY), (DeskSettings, DESK)):
        record = model.for_site(site)
        if not record.name_ja:
            for name, value in values.items():
                setattr(record, name, value)
            record.save()
