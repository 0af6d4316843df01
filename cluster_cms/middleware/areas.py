"""The two areas of the site: staff, and everybody."""

from django.http import HttpRequest

STAFF = "/admin/"


def is_staff_area(request: HttpRequest) -> bool:
    return request.path.startswith(STAFF)
