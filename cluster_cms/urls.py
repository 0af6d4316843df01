"""All addresses of the site. Apps are included by string, so that the ground floor imports none of them."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.urls import serve_pattern
from wagtail.views import serve as serve_page

from cluster_cms.promises.page import promises
from cluster_cms.review.shared_drafts import shared_draft
from cluster_cms.sign_in.routes import urlpatterns as sign_in_urls
from cluster_cms.views import discovery, errors, operators, pictures, sitemaps
from cluster_cms.views.documents import serve_document

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler429 = errors.too_many  # asked by allauth, not by Django
handler500 = errors.server_error

# Wagtail's own pattern lets no dot pass: files, and comparisons with theirs, for example v/3.json and compare/2..3/.
BELOW_A_PAGE = r"^((?:[\w-]+/)*(?:[\w-]+\.(?:json|atom)|compare/\d+\.\.\d+/|compare/\d+\.\.\d+/table\.[a-z]+))$"

# For operators and programs: no language.
internal = [
    path("healthz", operators.healthz, name="healthz"),
    path("readyz", operators.readyz, name="readyz"),
    path(".well-known/security.txt", operators.security_txt, name="security_txt"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap_index"),
    path("sitemap-<int:number>.xml", sitemaps.sitemap_file, name="sitemap_file"),
    path("favicon.ico", discovery.favicon, name="favicon"),
    path("apple-touch-icon.png", discovery.touch_icon, name="touch_icon"),
    path("icon-<int:size>.png", discovery.app_icon, name="app_icon"),
    path("accent-<str:digits>.css", discovery.accent_sheet, name="accent_sheet"),
    path("site.webmanifest", discovery.manifest, name="manifest"),
]

# Staff.
staff = [
    # A private collection would need a cookie outside the staff area.
    path("admin/collections/<int:collection_id>/privacy/", errors.closed),
    path("admin/failwhale/", errors.closed),  # raises an error on purpose
    path("admin/pictures/people/<int:user_id>/<str:name>", pictures.avatar, name="staff_avatar"),
    path("admin/pictures/<str:name>", pictures.staff_picture, name="staff_picture"),
    *sign_in_urls,
    path("admin/", include(wagtailadmin_urls)),
]

# One view each instead of Wagtail's lists of addresses: those also mount a sign-in and two password forms, and they set
# cookies outside /admin/.
files = [
    path("media/cards/<int:page_id>-<str:seed>.png", discovery.card_picture, name="card_picture"),
    re_path(r"^documents/(\d+)/(.*)$", serve_document, name="wagtaildocs_serve"),
    path("media/images/<str:name>", pictures.public_picture, name="public_picture"),
]

# Visitors, in both languages.
public = i18n_patterns(
    path("search/", include("search.views")),
    path("draft/<str:token>/", shared_draft, name="shared_draft"),
    path("promises/", promises, name="promises"),
    path("", include("contact.public.urls")),
    re_path(serve_pattern, serve_page, name="wagtail_serve"),
    re_path(BELOW_A_PAGE, serve_page, name="below_a_page"),
    prefix_default_language=False,
)

urlpatterns = [*internal, *staff, *files, *public]
