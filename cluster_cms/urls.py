"""The table of contents of the site. Apps come by string, so that the ground floor imports none of them."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cluster_cms.views import errors, probes

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken

# For operators and programs: no language.
internal = [
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
]

# Staff.
staff = [path("admin/", include(wagtailadmin_urls))]

files = [path("documents/", include(wagtaildocs_urls))]
if "FileSystemStorage" in str(settings.STORAGES["default"]["BACKEND"]):
    files.append(
        re_path(
            r"^media/(?P<path>(?:images|original_images)/.*)$",
            serve_file,
            {"document_root": settings.MEDIA_ROOT},
        )
    )

# Visitors, in both languages.
public = i18n_patterns(
    path("search/", include("search.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

urlpatterns = [*internal, *staff, *files, *public]
