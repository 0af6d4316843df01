"""Sample dictionary and sample products; all figures are made up."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from cluster_cms.demo import Stage
from products.demo.sample_dictionary import APPLICATIONS, DEFINITIONS, FAMILIES, PROPERTIES
from products.models import (
    Application,
    Family,
    FamilyProperty,
    PartNumber,
    Product,
    Property,
    PropertyValue,
    Status,
)

ROOM = ("25 °C", "25 °C")
# Numbers are minimum, typical, maximum, with a condition and a test method; words are Japanese, English.
PRODUCTS: list[Any] = [
    (
        "cx-210",
        "epoxy-compounds",
        Status.NEW,
        ("CX-210 光学部品用 低収縮エポキシ", "CX-210 low-shrinkage epoxy for optics"),
        ("硬化のあとも、光軸を動かさない。", "The optical axis stays where it was after the cure."),
        ["optics"],
        {
            "shrinkage": (None, "0.12", "0.15", ("体積、120 °C・60分", "by volume, 120 °C, 60 min"), "JIS K 6911"),
            "cte-1": (None, "11", None, ("30–120 °C", "30–120 °C"), "TMA"),
            "viscosity": ("15", "18", "22", ROOM, ""),
            "glass-transition": ("160", "168", None, ("5 °C/min", "5 °C/min"), "TMA"),
            "conductivity": (None, "1.1", None, ROOM, "ISO 22007-2"),
            "modulus": (None, "14.5", None, ROOM, "JIS K 6911"),
            "filler": ("球状シリカ", "Spherical silica"),
            "filler-size": (None, None, "10", ("レーザー回折", "Laser diffraction"), ""),
        },
        ["CX-210-100G|100 g|100 g", "CX-210-1K|1 kg|1 kg", "!CX-209"],
    ),
    (
        "cx-330",
        "epoxy-compounds",
        Status.AVAILABLE,
        ("CX-330 高熱伝導 絶縁封止材", "CX-330 heat-conducting sealant"),
        ("電気は通さず、熱だけを逃がす。", "It insulates, and leads heat away."),
        ["electronics"],
        {
            "shrinkage": (None, "0.31", None, ("体積", "by volume"), "JIS K 6911"),
            "cte-1": (None, "15", None, ("30–120 °C", "30–120 °C"), "TMA"),
            "viscosity": (None, "42", "60", ROOM, ""),
            "glass-transition": (None, "155", None, ("5 °C/min", "5 °C/min"), "TMA"),
            "conductivity": ("3", "3.2", None, ROOM, "ISO 22007-2"),
            "modulus": (None, "17", None, ROOM, "JIS K 6911"),
            "filler": ("アルミナ", "Alumina"),
        },
        ["CX-330-1K|1 kg|1 kg"],
    ),
    (
        "cx-120",
        "epoxy-compounds",
        Status.AVAILABLE,
        ("CX-120 アンダーフィル", "CX-120 underfill"),
        ("20 µmの隙間へ、すみずみまで流れる。", "It flows into every corner of a gap of 20 µm."),
        ["electronics"],
        {
            "shrinkage": (None, "0.58", None, ("体積", "by volume"), "JIS K 6911"),
            "cte-1": (None, "26", None, ("30–120 °C", "30–120 °C"), "TMA"),
            "viscosity": (None, "0.9", "1.2", ROOM, ""),
            "glass-transition": (None, "142", None, ("5 °C/min", "5 °C/min"), "TMA"),
            "filler": ("球状シリカ", "Spherical silica"),
            "filler-size": (None, None, "3", ("レーザー回折", "Laser diffraction"), ""),
        },
        ["CX-120-30CC|シリンジ 30 cc|Syringe, 30 cc"],
    ),
    (
        "cx-100",
        "epoxy-compounds",
        Status.DISCONTINUED,
        ("CX-100 汎用封止材", "CX-100 general sealant"),
        ("はじめの一本。後継はCX-120です。", "The first of its kind, followed by CX-120."),
        ["electronics"],
        {
            "shrinkage": (None, "0.9", None, ("体積", "by volume"), "JIS K 6911"),
            "cte-1": (None, "31", None, ("30–120 °C", "30–120 °C"), "TMA"),
            "viscosity": (None, "6", None, ROOM, ""),
        },
        ["CX-100-1K|1 kg|1 kg"],
    ),
    (
        "mm-08",
        "micro-moulding",
        Status.AVAILABLE,
        ("MM-08 微細歯車", "MM-08 micro gear"),
        ("モジュール0.08の歯車を、バリなしで。", "Gears of module 0.08 without flash."),
        ["medical"],
        {
            "tolerance": ("-2", None, "2", ("20 °C", "20 °C"), ""),
            "thinnest-wall": ("80", None, None, ("", ""), ""),
            "material": ("POM、PEEK", "POM, PEEK"),
        },
        ["MM-08-P|POM|POM", "MM-08-K|PEEK|PEEK"],
    ),
    (
        "mf-20",
        "micro-moulding",
        Status.AVAILABLE,
        ("MF-20 マイクロ流路", "MF-20 micro channel"),
        ("幅20 µmの流路を、貼り合わせまで。", "Channels 20 µm wide, bonded and ready."),
        ["medical", "research"],
        {
            "tolerance": ("-3", None, "3", ("20 °C", "20 °C"), ""),
            "thinnest-wall": ("50", None, None, ("", ""), ""),
            "material": ("COP", "COP"),
        },
        ["MF-20"],
    ),
    (
        "ml-40",
        "micro-moulding",
        Status.NOT_FOR_NEW_DESIGNS,
        ("ML-40 レンズ鏡筒", "ML-40 lens barrel"),
        ("直径4 mmの鏡筒を、光軸から測って。", "Barrels of 4 mm, measured from the optical axis."),
        ["optics"],
        {
            "tolerance": ("-4", None, "4", ("20 °C", "20 °C"), ""),
            "thinnest-wall": ("120", None, None, ("", ""), ""),
            "material": ("LCP", "LCP"),
        },
        ["ML-40"],
    ),
    (
        "pulsedrop-1",
        "inkjet",
        Status.NEW,
        ("PulseDrop 1 卓上型 吐出ヘッド", "PulseDrop 1 bench-top jetting head"),
        ("飛ぶ姿を見ながら、一滴ずつ調整する。", "Tune each drop while you watch it fly."),
        ["research", "medical"],
        {
            "drop-volume": ("1", None, "30", ("水、25 °C", "water, 25 °C"), ""),
            "ink-viscosity": ("1", None, "50", ("吐出温度で", "at jetting temperature"), ""),
            "frequency": (None, None, "20", ("", ""), ""),
            "nozzles": (None, "1", None, ("", ""), ""),
        },
        ["PD-1", "PD-1-H|加熱つき（70 °Cまで）|heated, up to 70 °C"],
    ),
    (
        "pulsedrop-9",
        "inkjet",
        Status.AVAILABLE,
        ("PulseDrop 9 九ノズル 吐出ヘッド", "PulseDrop 9 head with nine nozzles"),
        ("九つの液滴を、同じ大きさで。", "Nine drops of one size."),
        ["research"],
        {
            "drop-volume": ("2", None, "30", ("水、25 °C", "water, 25 °C"), ""),
            "ink-viscosity": ("1", None, "20", ("吐出温度で", "at jetting temperature"), ""),
            "frequency": (None, None, "15", ("", ""), ""),
            "nozzles": (None, "9", None, ("", ""), ""),
        },
        ["PD-9"],
    ),
    (
        "dropwatch",
        "inkjet",
        Status.LAST_ORDER,
        ("DropWatch 液滴の飛翔観測装置", "DropWatch drop-in-flight camera"),
        ("飛ぶ一滴を、100万分の1秒で止めて見る。", "One drop in flight, stopped for a microsecond."),
        ["research"],
        {"drop-volume": ("1", None, None, ("", ""), ""), "frequency": (None, None, "30", ("", ""), "")},
        ["DW-2", "!DW-1"],
    ),
]
SUCCESSORS = {"cx-100": "cx-120", "ml-40": "mm-08"}
RELATED = {"cx-210": ["ml-40", "cx-120"], "pulsedrop-1": ["dropwatch", "pulsedrop-9"], "mf-20": ["pulsedrop-1"]}


@transaction.atomic
def create_records(stage: Stage) -> None:
    """Create the dictionary and the products."""
    for order, (key, ja, en, symbol, kind, unit, in_finder) in enumerate(PROPERTIES):
        texts = dict(zip(("definition_ja", "definition_en"), DEFINITIONS.get(key, ("", "")), strict=True))
        Property.objects.create(
            key=key,
            name_ja=ja,
            name_en=en,
            symbol=symbol,
            unit_family=kind,
            unit=unit,
            in_finder=in_finder,
            sort_order=order,
            **texts,
        )
    for key, (ja, en), (about_ja, about_en), properties in FAMILIES:
        family: Any = Family(key=key, name_ja=ja, name_en=en, summary_ja=about_ja, summary_en=about_en)
        family.family_properties = [FamilyProperty(property=Property.objects.get(key=one)) for one in properties]
        family.save()
    for key, ja, en in APPLICATIONS:
        Application.objects.create(key=key, name_ja=ja, name_en=en)
    for number in range(len(PRODUCTS)):
        create_product(stage, number)
    join()


def create_product(stage: Stage, number: int) -> None:
    key, family, status, (ja, en), (about_ja, about_en), uses, values, numbers = PRODUCTS[number]
    last = {Status.LAST_ORDER: 120, Status.DISCONTINUED: -600}.get(status)
    product: Any = Product(
        key=key,
        family=Family.objects.get(key=family),
        status=status,
        name_ja=ja,
        name_en=en,
        summary_ja=about_ja,
        summary_en=about_en,
        last_order_on=stage.today + timedelta(days=last) if last else None,
        sort_order=number,
    )
    product.applications = list(Application.objects.filter(key__in=uses))
    product.values = [value_of(one, given) for one, given in values.items()]
    product.part_numbers = [part_number_of(text) for text in numbers]
    product.full_clean()
    product.save()
    product.save_revision(user=stage.person("marketing")).publish(user=stage.person("marketing"))


def value_of(key: str, given: Any) -> PropertyValue:
    what = Property.objects.get(key=key)
    if len(given) == 2:
        return PropertyValue(property=what, text_ja=str(given[0]), text_en=str(given[1]))
    low, usual, high, (condition_ja, condition_en), method = given
    numbers = [Decimal(str(one)) if one is not None else None for one in (low, usual, high)]
    return PropertyValue(
        property=what,
        minimum=numbers[0],
        typical=numbers[1],
        maximum=numbers[2],
        condition_ja=condition_ja,
        condition_en=condition_en,
        method=str(method),
    )


def part_number_of(text: str) -> PartNumber:
    """Return the part number of "number|option in Japanese|option in English"; a former one begins with "!"."""
    number, *options = text.removeprefix("!").split("|")
    ja, en = options or ("", "")
    return PartNumber(number=number, option_ja=ja, option_en=en, former=text.startswith("!"))


def join() -> None:
    """Name successors and related products."""
    for key, successor in SUCCESSORS.items():
        Product.objects.filter(key=key).update(successor=Product.objects.get(key=successor))
    for key, others in RELATED.items():
        product = Product.objects.get(key=key)
        product.related.set(Product.objects.filter(key__in=others))
        product.save()
    for product in Product.objects.all():
        product.save_revision()
        product.has_unpublished_changes = False
        product.live_revision = product.latest_revision
        product.save(update_fields=["has_unpublished_changes", "live_revision"])
