"""Company and desk: one record for the whole site, in both languages."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Site

from cluster_cms.pages.site_settings import CompanySettings, DeskSettings, identity_record


def test_the_identity_holds_operator_and_desk_in_both_languages(site: Site) -> None:
    identity = identity_record()
    assert identity == identity_record(site)
    assert identity["operator"]["name"] == {
        "ja": "クラスターテクノロジー株式会社",
        "en": "Cluster Technology Co., Ltd.",
    }
    assert identity["desk"]["name"] == {"ja": "お客様情報相談窓口", "en": "Customer Information Desk"}
    assert set(identity["operator"]) == {"name", "address", "representative"}
    assert set(identity["desk"]) == {"name", "hours", "phone", "email"}


def test_blanks_around_do_not_make_another_identity(site: Site) -> None:
    before = identity_record(site)
    desk = DeskSettings.for_site(site)
    desk.phone, desk.name_en = f" {desk.phone} ", f"{desk.name_en}\n"
    desk.save()
    assert identity_record(site) == before


def test_a_changed_desk_shows_on_every_page_at_once(visitor: Client, site: Site, language: str) -> None:
    address = "/" if language == "ja" else "/en/"
    DeskSettings.objects.filter(site=site).update(phone="03-1234-5678", name_ja="新しい窓口", name_en="New desk")
    page = visitor.get(address).content.decode()
    assert "03-1234-5678" in page
    assert {"ja": "新しい窓口", "en": "New desk"}[language] in page


def test_the_footer_owns_up_to_sample_data_only_while_it_is_so(visitor: Client, site: Site) -> None:
    assert "are samples" in visitor.get("/en/").content.decode()
    CompanySettings.objects.filter(site=site).update(sample=False)
    assert "are samples" not in visitor.get("/en/").content.decode()


@pytest.mark.parametrize("phone", ["０３−１２３４", "call us", "03-1234;ext=5"])
def test_a_telephone_number_that_cannot_be_dialled_is_refused(site: Site, phone: str) -> None:
    desk = DeskSettings.for_site(site)
    desk.phone = phone
    with pytest.raises(ValidationError, match=r"phone|half-width|半角"):
        desk.full_clean()


@pytest.mark.parametrize("model", ["companysettings", "desksettings"])
@pytest.mark.parametrize("role, allowed", [("legal", True), ("marketing", False), ("approver", False), ("desk", False)])
def test_operator_and_desk_are_legals_to_change(
    request: pytest.FixtureRequest,
    signed_in: Callable[[AbstractBaseUser], Client],
    model: str,
    role: str,
    allowed: bool,
) -> None:
    browser = signed_in(request.getfixturevalue(role))
    response = browser.get(f"/admin/settings/cluster_cms/{model}/", follow=True)
    assert (f"/{model}/" in response.request["PATH_INFO"]) is allowed
