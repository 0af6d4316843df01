"""Marketing sees which links lead nowhere and on which page they stand, and which pictures nothing shows."""

from collections.abc import Callable

from django.test import Client
from wagtail.images.tests.utils import get_test_image_file

from cluster_cms.pages.media import CustomImage
from cluster_cms.promises.crawl_progress import keep_visit, meet
from cluster_cms.promises.crawler import crawl, finish
from cluster_cms.promises.upkeep_views import unused_pictures
from cluster_cms.security.accounts import User
from tests.home.making import company_page

ADDRESS = "/admin/reports/upkeep/"


def test_a_broken_link_is_told_with_the_page_on_which_it_stands(
    signed_in: Callable[[User], Client], marketing: User
) -> None:
    broken = [["broken", "/no-such-page/", "404"]]
    meet(["/trial/"])
    keep_visit("/trial/", read=True, faults=[], own=["/no-such-page/"], outbound=[])
    keep_visit("/no-such-page/", read=False, faults=broken, own=[], outbound=[])
    assert finish().faults == broken
    shown = signed_in(marketing).get(ADDRESS).content.decode()
    assert '/no-such-page/</th><td><a href="/trial/">' in shown


def test_a_link_whose_page_was_deleted_is_told_by_its_words(
    signed_in: Callable[[User], Client], marketing: User
) -> None:
    gone, page = company_page(slug="gone"), company_page(slug="kept")
    page.body = [{"type": "text", "value": f'<p>See <a linktype="page" id="{gone.pk}">the works</a>.</p>'}]
    page.save_revision().publish()
    gone.delete()
    assert crawl().faults == []
    shown = signed_in(marketing).get(ADDRESS).content.decode()
    assert '“the works”</th><td><a href="/kept/">' in shown


def test_a_picture_is_unused_until_a_page_refers_to_it(database: None) -> None:
    picture = CustomImage.objects.create(title="残り", file=get_test_image_file(), file_size=1)
    assert picture in unused_pictures()
    company_page(listing_image=picture)
    assert picture not in unused_pictures()


def test_without_a_crawl_the_report_says_so(
    signed_in: Callable[[User], Client], marketing: User, desk: User, visitor: Client
) -> None:
    assert "一日以内" in signed_in(marketing).get(ADDRESS).content.decode()
    assert signed_in(desk).get(ADDRESS).status_code == 302
    assert "/login/" in visitor.get(ADDRESS)["Location"]
