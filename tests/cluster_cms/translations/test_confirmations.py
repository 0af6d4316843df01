"""Each translation remembers the revision of its source against which it was confirmed."""

import pytest
from django.core.management import call_command
from wagtail.models import PageLogEntry, Revision

from cluster_cms.security.accounts import User
from cluster_cms.translations.confirmations import CONFIRMED, TranslationConfirmation, confirm, shown_revision
from tests.cluster_cms.translations.writing import both, fresh, publish, text

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def test_a_copy_for_translation_remembers_its_source(marketing: User) -> None:
    source, translation = both(marketing)
    row = TranslationConfirmation.objects.get(page=translation.pk)
    assert (row.source_id, row.revision_id, row.is_stale) == (source.pk, source.live_revision_id, False)


def test_a_change_of_the_source_makes_it_stale_and_a_confirmation_ends_that(marketing: User) -> None:
    source, translation = both(marketing)
    publish(source, marketing, body=text("<p>樹脂は45分で固まります。</p>"))
    assert [row.page_id for row in TranslationConfirmation.objects.stale()] == [translation.pk]
    source = fresh(source)
    confirm(page=translation, source=source, revision=shown_revision(source), actor=marketing)
    row = TranslationConfirmation.objects.get(page=translation.pk)
    assert (row.confirmed_by, row.is_stale) == (marketing, False)
    assert PageLogEntry.objects.filter(page=translation.pk, action=CONFIRMED, user=marketing).count() == 1


def test_a_draft_of_the_source_and_a_publication_without_a_new_word_change_nothing(marketing: User) -> None:
    source, _translation = both(marketing)
    source.title = "樹脂の新しい題名"
    source.save_revision(user=marketing)
    assert not TranslationConfirmation.objects.stale().exists()
    publish(fresh(source), marketing, show_in_menus=True)
    assert not TranslationConfirmation.objects.stale().exists()


def test_a_source_that_visitors_do_not_see_makes_nothing_stale(marketing: User) -> None:
    source, _translation = both(marketing)
    publish(source, marketing, title="別の題名").unpublish()
    assert not TranslationConfirmation.objects.stale().exists()


def test_the_confirmed_revision_survives_the_purge_and_goes_with_its_page(marketing: User) -> None:
    source, translation = both(marketing)
    kept = TranslationConfirmation.objects.get(page=translation.pk).revision_id
    for number in (1, 2):
        source = publish(source, marketing, title=f"樹脂 {number}")
    call_command("purge_revisions", verbosity=0)
    assert Revision.objects.filter(pk=kept).exists()
    fresh(source).delete()
    assert not TranslationConfirmation.objects.filter(page=translation.pk).exists()


def test_every_pair_of_the_demo_is_confirmed_and_none_is_stale(database: None) -> None:
    assert TranslationConfirmation.objects.count() > 10
    assert not TranslationConfirmation.objects.stale().exists()
