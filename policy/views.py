"""The few staff views of the policy."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from policy.pages import PolicyPage


def editor(request: HttpRequest) -> HttpResponse:
    """Lead to the editor of the site's one policy, wherever it lies in the tree."""
    page = get_object_or_404(PolicyPage, alias_of=None)
    return redirect("wagtailadmin_pages:edit", page.pk)
