"""Every model stands in the data: watched, or exempt for a reason."""

from django.apps import apps

from cluster_cms.oversight.row_changes import fields_of, specs
from cluster_cms.oversight.watched_models import EXEMPT, WATCHED

OF_THE_SIGN_IN = {"mfa.Authenticator", "account.EmailAddress"}
OF_SQLITE = {"wagtailsearch.SQLiteFTSIndexEntry"}
EXEMPT_LABELS = [label for labels in EXEMPT.values() for label in labels]
INSTALLED = {model._meta.label for model in apps.get_models()}


def test_every_model_is_watched_or_exempt() -> None:
    unknown = INSTALLED - WATCHED.keys() - set(EXEMPT_LABELS)
    assert not unknown, "add them to cluster_cms/oversight/watched_models.py"


def test_a_model_stands_once_and_every_exemption_has_a_reason() -> None:
    labels = [*WATCHED, *EXEMPT_LABELS]
    assert len(labels) == len(set(labels))
    assert all(len(reason) > 30 for reason in EXEMPT)


def test_the_data_name_models_that_there_are() -> None:
    assert {*WATCHED, *EXEMPT_LABELS} - INSTALLED <= OF_THE_SIGN_IN | OF_SQLITE


def test_the_data_name_fields_that_there_are() -> None:
    for model, spec in specs().items():
        assert {*spec.shown, *spec.hashed} <= set(fields_of(model)), model
        names = {field.name for field in model._meta.get_fields()}
        assert {*spec.many, *spec.ignored, *filter(None, [spec.owner])} <= names, model


def test_a_text_that_a_person_writes_is_never_shown() -> None:
    for model, spec in specs().items():
        texts = {one.name for one in model._meta.concrete_fields if one.get_internal_type() == "TextField"}
        assert not texts & set(spec.shown), model


def test_every_many_to_many_field_of_a_watched_model_is_watched() -> None:
    for model, spec in specs().items():
        assert {field.name for field in model._meta.many_to_many} == set(spec.many), model
