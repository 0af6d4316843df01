"""The sample documents: what each says, and its revisions."""

from dataclasses import dataclass

from library.models import DocumentKind

Pair = tuple[str, str]  # in Japanese and in English
MARK = "【見本】この資料の内容はすべて架空です。 / SAMPLE: everything in this document is made up."


@dataclass(frozen=True)
class SampleRevision:
    """A revision; its days are counted from the day on which the demo is loaded."""

    file_name: str
    language: str
    days_ago: int
    notes: Pair
    texts: tuple[str, ...] = ()
    expires_in: int | None = None
    content: bytes = b""

    def lines(self, sample: "Sample", number: int) -> list[str]:
        """Return what is written in the file."""
        head = {"ja": sample.titles[0], "en": sample.titles[1]}.get(self.language, " / ".join(sample.titles))
        return [head, MARK, f"第{number}版 / Revision {number}", *self.texts]


@dataclass(frozen=True)
class Sample:
    """A document."""

    name: str
    kind: str
    titles: Pair
    summaries: Pair
    revisions: tuple[SampleRevision, ...]
    products: tuple[str, ...] = ()


STEP = b"""ISO-10303-21;
HEADER;
FILE_DESCRIPTION(('Sample outline, made up'),'2;1');
FILE_NAME('pulsedrop-1.step','',(''),(''),'','','');
FILE_SCHEMA(('CONFIG_CONTROL_DESIGN'));
ENDSEC;
DATA;
#1=CARTESIAN_POINT('',(0.,0.,0.));
ENDSEC;
END-ISO-10303-21;
"""
FIRST = ("初版です。", "First issue.")
RENEWED = ("更新しました。", "Renewed.")
SAMPLES = (
    Sample(
        "cx-210-data-sheet",
        DocumentKind.DATA_SHEET,
        ("技術資料 CX-210（見本）", "Data sheet CX-210 (sample)"),
        ("低収縮エポキシ樹脂コンパウンド CX-210 の代表値。", "Typical values of the low-shrinkage compound CX-210."),
        (
            SampleRevision("技術資料_CX-210.pdf", "both", 900, FIRST, ("硬化収縮率 0.15 %", "Cure shrinkage 0.15 %")),
            SampleRevision(
                "技術資料_CX-210.pdf",
                "both",
                400,
                ("粘度の測定条件を加えました。", "Conditions of the viscosity added."),
                ("粘度 18 Pa·s（25 ℃、円錐平板）", "Viscosity 18 Pa·s (25 °C, cone and plate)"),
            ),
            SampleRevision(
                "技術資料_CX-210.pdf",
                "both",
                60,
                ("硬化収縮率を測り直しました。", "Cure shrinkage measured anew."),
                ("硬化収縮率 0.12 %、線膨張係数 11 ppm/K", "Cure shrinkage 0.12 %, thermal expansion 11 ppm/K"),
            ),
        ),
        products=("cx-210",),
    ),
    Sample(
        "cx-210-safety-data-sheet",
        DocumentKind.SAFETY_DATA_SHEET,
        ("安全データシート CX-210（見本）", "Safety data sheet CX-210 (sample)"),
        ("取り扱い、保管、応急措置。日本語版と英語版があります。", "Handling, storage, first aid; in two languages."),
        (
            SampleRevision("SDS_CX-210_日本語.pdf", "ja", 240, FIRST, ("皮膚に付いたら、石けん水で洗ってください。",)),
            SampleRevision("SDS_CX-210_English.pdf", "en", 200, FIRST, ("On skin: wash with soap and water.",)),
        ),
        products=("cx-210",),
    ),
    Sample(
        "rohs-declaration",
        DocumentKind.CERTIFICATE,
        ("RoHS適合宣言書（見本）", "RoHS declaration (sample)"),
        ("エポキシ樹脂コンパウンド全品についての宣言。", "For all epoxy compounds."),
        (
            SampleRevision(
                "RoHS適合宣言書.pdf", "both", 320, FIRST, ("RoHS指令 2011/65/EU", "Directive 2011/65/EU"), expires_in=45
            ),
        ),
        products=("cx-210", "cx-120"),
    ),
    Sample(
        "iso-9001-certificate",
        DocumentKind.CERTIFICATE,
        ("ISO 9001 登録証（見本）", "ISO 9001 certificate (sample)"),
        ("本社・第一工場、第二工場。", "Both works."),
        (
            SampleRevision(
                "ISO9001登録証.pdf", "both", 1_790, FIRST, ("品質マネジメント", "Quality management"), expires_in=-695
            ),
            SampleRevision(
                "ISO9001登録証.pdf", "both", 695, RENEWED, ("品質マネジメント", "Quality management"), expires_in=400
            ),
        ),
    ),
    Sample(
        "iso-13485-certificate",
        DocumentKind.CERTIFICATE,
        ("ISO 13485 登録証（見本）", "ISO 13485 certificate (sample)"),
        ("期限の切れた登録証の見本です。", "A sample of a certificate that has expired."),
        (SampleRevision("ISO13485登録証.pdf", "both", 1_130, FIRST, ("医療機器", "Medical devices"), expires_in=-35),),
    ),
    Sample(
        "pulsedrop-1-outline",
        DocumentKind.DRAWING,
        ("外形図 PulseDrop 1（見本）", "Outline PulseDrop 1 (sample)"),
        ("卓上型吐出ヘッドの3Dモデル。", "3D model of the bench-top jetting head."),
        (SampleRevision("pulsedrop-1.step", "both", 80, FIRST, content=STEP),),
        products=("pulsedrop-1",),
    ),
)
