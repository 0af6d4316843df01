"""Item 9 of the policy: there is a desk to turn to. One record names it wherever somebody may need it."""

import pytest
from django.test import Client
from wagtail.models import Page

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.pages.languages import paired
from cluster_cms.pages.site_settings import DeskSettings, default_site
from cluster_cms.text.telephone_numbers import international
from contact.mails.acknowledgements import write_acknowledgement
from contact.models import Inquiry
from policy.publishing import promulgation
from tests.promises.mutations import Mutation

MUTATIONS = (
    Mutation("contact/templates/contact/includes/desk.html", '{{ desk|in_language:"name" }}', ""),
    Mutation("cluster_cms/templates/cluster_cms/whole.html", '{{ desk|in_language:"name" }}', ""),
    Mutation("cluster_cms/templates/cluster_cms/components/footer.html", '<h2>{{ desk|in_language:"name" }}</h2>', ""),
    Mutation("cluster_cms/templates/cluster_cms/promises/item.html", '{{ desk|in_language:"name" }}', ""),
    Mutation("contact/mails/letterhead.py", '"desk": paired(desk, "name", language),', '"desk": "",'),
    Mutation("cluster_cms/promises/crawl_report.py", "holds=named and bool(desk.phone or desk.email)", "holds=True"),
)
PLACES = ["privacy-policy/", "contact-us/", "promises/", "no/such/page/", ""]


@pytest.fixture
def desk_record(database: None) -> DeskSettings:
    """The one record, with words that stand nowhere else."""
    record = DeskSettings.for_site(default_site())
    record.name_ja, record.name_en, record.phone, record.email = (
        "水晶窓口",
        "Crystal Desk",
        "000-111-222",
        "x@desk.test",
    )
    record.save()
    return record


@pytest.mark.parametrize("place", PLACES)
def test_every_page_names_the_desk_of_the_one_record(
    place: str, language: str, desk_record: DeskSettings, visitor: Client
) -> None:
    page = visitor.get(f"/{'' if language == 'ja' else 'en/'}{place}").content.decode()
    assert paired(desk_record, "name", language) in page
    assert {"ja": desk_record.phone, "en": international(desk_record.phone)}[language] in page


def test_form_and_promises_name_it_beside_the_footer(language: str, desk_record: DeskSettings, visitor: Client) -> None:
    prefix = "/" if language == "ja" else "/en/"
    for place in ("contact-us/", "promises/"):
        body = visitor.get(prefix + place).content.decode().split("<footer", 1)[0]
        assert paired(desk_record, "name", language) in body
        assert desk_record.email in body


def test_the_page_of_a_broken_database_names_it_too(language: str, desk_record: DeskSettings, visitor: Client) -> None:
    visitor.raise_request_exception = False
    from_nowhere = visitor.get("/" if language == "ja" else "/en/", headers={"Host": "other host"})
    assert from_nowhere.status_code == 400
    assert paired(desk_record, "name", language) in from_nowhere.content.decode()


def test_the_acknowledgement_names_it(desk_record: DeskSettings, inquiry: Inquiry) -> None:
    letter = write_acknowledgement(OutboxMail.objects.get(subject=inquiry.reference, kind="inquiry.acknowledgement"))
    assert letter is not None
    assert "水晶窓口" in letter.body
    assert letter.reply_to == "x@desk.test"


def test_a_policy_without_a_desk_is_not_announced(desk_record: DeskSettings, policy_page: Page) -> None:
    DeskSettings.objects.update(name_ja="", name_en="", phone="", email="")
    assert "desk" in {reason.code for reason in promulgation.blocking_reasons(policy_page)}


def test_the_page_says_so_when_the_policy_names_another_desk(desk_record: DeskSettings, visitor: Client) -> None:
    page = visitor.get("/en/promises/").content.decode()
    assert "differs from the settings" in page.split('id="promise-9"', 1)[1]


def test_the_page_says_so_when_the_desk_cannot_be_reached(desk_record: DeskSettings, visitor: Client) -> None:
    DeskSettings.objects.update(phone="", email="")
    page = visitor.get("/en/promises/").content.decode()
    assert "email address of the desk are missing" in page
