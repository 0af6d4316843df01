"""Which file of a picture a browser fetches: none that is blurred, none much too large, and by night another."""

import pytest
from playwright.sync_api import Page

from cluster_cms.operations.picture_sizes import make_missing_sizes

pytestmark = pytest.mark.browser
PHOTOGRAPH = "/corporate-profile/equipment/"  # one of its pictures is a JPEG, the others of the demo are drawings
PAGES = ("/", "/corporate-profile/", "/products/inkjet/pulsedrop-1/")
SMALLEST = 128  # pixels: of the files
# Of each picture: its address, its width on the page, the width of the file, and that of the largest one there is.
FETCHED = """async () => {
  const found = [];
  for (const one of document.querySelectorAll("main picture:has(> source[srcset*='/media/']) > img")) {
    one.scrollIntoView({ block: "center" });
    one.loading = "eager";
    await one.decode();
    const file = new Image();
    file.src = one.currentSrc;
    await file.decode();
    const widths = [...one.parentElement.innerHTML.matchAll(/ ([0-9]+)w/g)].map((width) => Number(width[1]));
    found.push([one.currentSrc, Math.round(one.getBoundingClientRect().width), file.naturalWidth, Math.max(...widths)]);
  }
  return found;
}"""
SHIFTS = """() => new Promise((done) => {
  const sum = (list) => done(list.getEntries().reduce((all, one) => all + one.value, 0));
  new PerformanceObserver(sum).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(0)));
})"""


@pytest.fixture
def page(browser_page: Page) -> Page:
    """A browser to whose pages the worker has made all files."""
    for address in (*PAGES, PHOTOGRAPH):
        browser_page.goto(address)
    assert make_missing_sizes(seconds=120) > 0
    return browser_page


def test_each_file_is_as_wide_as_it_is_shown_and_not_twice_so_and_by_night_it_is_another(page: Page) -> None:
    for address in PAGES:
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(address)
            fetched = page.evaluate(FETCHED)
            assert fetched
            for name, shown, own, largest in fetched:
                assert min(shown, largest) <= own <= max(2 * shown, SMALLEST), f"{name} at {width} px"
            assert page.evaluate(SHIFTS) == 0, f"{address} at {width} px"
    page.emulate_media(color_scheme="dark")
    page.goto("/corporate-profile/")
    assert "night" in page.evaluate(FETCHED)[0][0]


def test_a_photograph_is_fetched_as_avif_and_a_drawing_as_webp(page: Page) -> None:
    page.goto(PHOTOGRAPH)
    files = [name for name, *_widths in page.evaluate(FETCHED)]
    [photograph] = [name for name in files if "grains" in name]
    assert photograph.endswith(".avif")
    assert {name.rpartition(".")[2] for name in files if name != photograph} == {"webp"}
