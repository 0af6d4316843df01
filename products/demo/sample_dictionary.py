"""Sample properties, families and applications."""

# Key, Japanese and English name, symbol, kind of quantity, unit, whether visitors search by it.
PROPERTIES = [
    ("filler", "充填材", "Filler", "", "text", "", False),
    ("filler-size", "フィラー最大粒径", "Largest filler grain", "", "length", "µm", False),
    ("shrinkage", "硬化収縮率", "Cure shrinkage", "", "ratio", "%", True),
    ("cte-1", "線膨張係数", "Thermal expansion", "α1", "expansion", "ppm/K", True),
    ("viscosity", "粘度", "Viscosity", "η", "viscosity", "Pa·s", True),
    ("glass-transition", "ガラス転移温度", "Glass transition", "Tg", "temperature", "°C", True),
    ("conductivity", "熱伝導率", "Thermal conductivity", "λ", "conductivity", "W/(m·K)", True),
    ("modulus", "曲げ弾性率", "Flexural modulus", "E", "pressure", "GPa", False),
    ("tolerance", "寸法公差", "Tolerance", "", "length", "µm", True),
    ("thinnest-wall", "最小肉厚", "Thinnest wall", "", "length", "µm", True),
    ("material", "材料", "Material", "", "text", "", False),
    ("drop-volume", "液滴の量", "Drop volume", "", "volume", "pL", True),
    ("ink-viscosity", "吐出できる液の粘度", "Viscosity of the fluid", "", "viscosity", "mPa·s", True),
    ("frequency", "吐出周波数", "Jetting frequency", "", "frequency", "kHz", True),
    ("nozzles", "ノズルの数", "Number of nozzles", "", "count", "", False),
]
DEFINITIONS = {
    "shrinkage": (
        "硬化の前と後の体積の差を、硬化前の体積で割った値。",
        "Change of volume by curing, divided by the volume before it.",
    ),
    "cte-1": (
        "ガラス転移温度より低い温度での、1度あたりの伸び。",
        "Elongation by each degree, below the glass transition temperature.",
    ),
    "viscosity": (
        "流れにくさ。小さいほど、狭い隙間へ流れます。",
        "Resistance to flow; a low one fills narrow gaps.",
    ),
}
FAMILIES = [
    (
        "epoxy-compounds",
        ("エポキシ樹脂コンパウンド", "Epoxy compounds"),
        (
            "縮まない、反らない、熱を逃がす。用途に合わせて配合します。",
            "No shrinking, no warping, and heat led away.",
        ),
        ["shrinkage", "cte-1", "viscosity", "glass-transition", "conductivity", "modulus", "filler", "filler-size"],
    ),
    (
        "micro-moulding",
        ("微細成形", "Micro moulding"),
        ("ミクロンの歯車、流路、鏡筒を、金型の設計から量産まで。", "Gears, channels and barrels in microns."),
        ["tolerance", "thinnest-wall", "material"],
    ),
    (
        "inkjet",
        ("インクジェット・塗布装置", "Inkjet and dispensing"),
        ("ねらった位置に、ねらった量だけ。", "The right amount in the right place."),
        ["drop-volume", "ink-viscosity", "frequency", "nozzles"],
    ),
]
APPLICATIONS = [
    ("optics", "光学・カメラ", "Optics and cameras"),
    ("electronics", "電子部品の封止", "Sealing of electronics"),
    ("medical", "医療・分析", "Medical and analysis"),
    ("research", "研究・試作", "Research and prototyping"),
]
