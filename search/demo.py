"""Sample synonyms."""

from cluster_cms.demo import Stage, demo_content
from search.models import SearchSettings

SYNONYMS = """サンプル=試料
ギア=歯車=gear=cogwheel
molding=moulding
データシート=data sheet=datasheet=仕様書
線膨張係数=熱膨張率=CTE=thermal expansion
インクジェット=inkjet=ink jet
見積もり=quote=quotation
採用=求人=careers=jobs
個人情報保護方針=プライバシーポリシー=privacy policy
クッキー=Cookie
email=e-mail=mail
sitemap=site map
organisation=organization
ミクロン=µm=micron
PulseDrop=パルスドロップ
DropWatch=ドロップウォッチ
"""


@demo_content(order=60)
def load_synonyms(stage: Stage) -> None:
    """Write the sample synonyms of the first company; keep what is there."""
    settings = SearchSettings.for_site(stage.site)
    if stage.is_first and not settings.synonyms:
        settings.synonyms = SYNONYMS
        settings.full_clean()
        settings.save()
