"""Faults that Wagtail's security advisories tell of, tried on this site (docs/decisions/0035)."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Revision
from wagtail.snippets.models import get_snippet_models

from cluster_cms.pages.media import CustomDocument
from cluster_cms.security.accounts import User
from library.models import LibraryDocument
from products.models import Product
from tests.infrastructure.house import APPS
from tests.infrastructure.role_walk.objects import company_page, policy_page
from tests.infrastructure.role_walk.walk import quick_client

UNMOUNTED = ("ninja", "wagtail.api", "rest_framework.schemas")


def views(resolver: URLResolver) -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield one.callback.__module__
        else:
            yield from views(one)


def test_neither_interface_for_programs_is_mounted() -> None:
    mounted = set(views(get_resolver()))
    assert len(mounted) > 50
    assert not [module for module in mounted if module.startswith(UNMOUNTED)]


def test_no_model_hands_its_fields_to_an_interface_for_programs() -> None:
    ours = [model for app in APPS if apps.is_installed(app) for model in apps.get_app_config(app).get_models()]
    assert len(ours) > 30
    assert not [model for model in ours if getattr(model, "api_fields", None)]


def test_nothing_of_ours_is_copied_by_a_screen() -> None:
    ours = [one for one in viewsets.viewsets if isinstance(one, ModelViewSet) and type(one).__module__.startswith(APPS)]
    assert len(ours) >= 5
    assert not [one.name for one in ours if one.copy_view_enabled]
    assert set(get_snippet_models()) == {Product, LibraryDocument}  # whose viewsets are among ours
    assert {Product, LibraryDocument} <= {one.model for one in ours}


@pytest.mark.django_db
def test_a_document_that_is_not_there_tells_nothing_of_its_hash(visitor: Client) -> None:
    document = CustomDocument.objects.first()
    if document is None:
        document = CustomDocument.objects.create(title="x", file="documents/gone.txt", file_hash="a" * 40)
    gone = CustomDocument(pk=document.pk + 1_000)
    answer = visitor.get(f"/documents/{gone.pk}/x.txt", headers={"If-None-Match": f'"{"a" * 40}"'})
    assert answer.status_code == 404
    assert "ETag" not in answer.headers or "a" * 40 not in answer.headers["ETag"]


def test_a_page_is_translated_only_with_what_may_be_copied_below_it(
    marketing: User, legal: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    marketing.groups.add(*legal.groups.all())
    client = quick_client(marketing, monkeypatch)
    above = policy_page().get_parent()
    address = f"/admin/translation/submit/page/{above.pk}/"
    assert client.post(address).status_code == 200
    assert client.post(address, {"include_subtree": "on"}).status_code == 403


def test_publishing_by_a_program_stores_nothing_for_who_may_not_edit(
    legal: User, marketing: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = company_page()
    Revision.objects.for_instance(page).delete()
    for user, answer in ((legal, 403), (marketing, 200)):
        response = quick_client(user, monkeypatch).post(f"/admin/api/main/pages/{page.pk}/action/publish/")
        assert response.status_code == answer
        assert Revision.objects.for_instance(page).exists() == (user == marketing)
