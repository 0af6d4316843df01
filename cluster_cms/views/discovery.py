"""Addresses that browsers and search engines ask for by themselves: icons, manifest, drawn pictures of cards."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from wagtail.models import Page

from cluster_cms.pages.accent import stylesheet
from cluster_cms.pages.card_picture import card_png, company_accent, fingerprint, icon_ico, icon_png
from cluster_cms.pages.languages import paired
from cluster_cms.pages.site_settings import CompanySettings, default_site

ICON_SIZES = (192, 512)  # pixels
ONE_DAY = 24 * 60 * 60  # seconds
ONE_YEAR = 365 * ONE_DAY


@cache_control(public=True, max_age=ONE_YEAR, immutable=True)
def card_picture(request: HttpRequest, page_id: int, seed: str) -> HttpResponse:
    """Draw the picture of a public page; raises Http404 for any other title than the page has."""
    page = Page.objects.live().public().filter(pk=page_id).only("title").first()
    accent = company_accent()
    if page is None or fingerprint(page.title, accent) != seed:
        raise Http404
    return HttpResponse(card_png(seed, accent), content_type="image/png")


def logo() -> str:
    """Return the name of the file of the company's logo; empty without one."""
    picture = CompanySettings.for_site(default_site()).logo
    return str(picture.file.name) if picture else ""


@cache_control(public=True, max_age=ONE_DAY)
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponse(icon_ico(logo(), company_accent()), content_type="image/x-icon")


@cache_control(public=True, max_age=ONE_DAY)
def touch_icon(request: HttpRequest) -> HttpResponse:
    return HttpResponse(icon_png(180, logo(), company_accent()), content_type="image/png")


@cache_control(public=True, max_age=ONE_DAY)
def app_icon(request: HttpRequest, size: int) -> HttpResponse:
    if size not in ICON_SIZES:
        raise Http404
    return HttpResponse(icon_png(size, logo(), company_accent()), content_type="image/png")


@cache_control(public=True, max_age=ONE_YEAR, immutable=True)
def accent_sheet(request: HttpRequest, digits: str) -> HttpResponse:
    """Return the stylesheet of the company's colour; raises Http404 for any other colour than it has."""
    accent = company_accent()
    if not accent or digits != accent[1:]:
        raise Http404
    return HttpResponse(stylesheet(accent), content_type="text/css; charset=utf-8")


def manifest(request: HttpRequest) -> HttpResponse:
    """Return the web manifest with the name of the company (W3C, Web Application Manifest)."""
    company = CompanySettings.for_site(default_site())
    name = paired(company, "name", "ja")
    content = {
        "name": name,
        "short_name": paired(company, "short_name", "ja") or name,
        "lang": "ja",
        "start_url": "/",
        "display": "browser",
        "icons": [{"src": f"/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"} for size in ICON_SIZES],
    }
    return JsonResponse(content, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})
