"""Recall and precision on the list of spellings, on the database in use; both run in `make test`."""

from django.core.management import call_command
from modelsearch.backends import get_search_backend
from wagtail.documents import get_document_model
from wagtail.models import Page

from cluster_cms.operations.jobs import registered_jobs, run
from home.models import CompanyPage
from tests.infrastructure.search_pairs import FOUND, NOT_FOUND, pairs_of


def lay_out(texts: list[str]) -> None:
    """Index one document of each text as its title: hundreds of pages would take half a minute to make."""
    model = get_document_model()
    model.objects.bulk_create([model(title=text, file="x") for text in texts])
    get_search_backend().get_index_for_model(model).add_items(model, model.objects.all())


def titles_found_by(words: str) -> set[str]:
    return {document.title for document in get_search_backend().search(words, get_document_model())}


def found_by(words: str) -> set[str]:
    return {page.lead for page in get_search_backend().search(words, CompanyPage)}


def test_each_spelling_is_found_and_what_only_looks_alike_is_not(database: None) -> None:
    found, not_found = pairs_of(FOUND), pairs_of(NOT_FOUND)
    lay_out(list(dict.fromkeys(text for text, _words in (*found, *not_found))))
    assert [(text, words) for text, words in found if text not in titles_found_by(words)] == []
    assert [(text, words) for text, words in not_found if text in titles_found_by(words)] == []


def test_words_of_two_fields_are_not_read_as_one(home_page: Page) -> None:
    home_page.add_child(instance=CompanyPage(title="量子", slug="two", lead="力学の話"))
    assert found_by("量子力学") == set()


def test_an_update_of_the_folding_indexes_all_pages_anew_once(home_page: Page) -> None:
    job = next(job for job in registered_jobs() if job.name.startswith("search index"))
    home_page.add_child(instance=CompanyPage(title="話", slug="old", lead="量子力学"))
    for expected in ({"量子力学"}, set()):
        get_search_backend().reset_indexes()
        run(job)
        assert found_by("量子力学") == expected
    call_command("wagtail_update_index", verbosity=0)
