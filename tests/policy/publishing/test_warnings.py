"""What the law wants accessible (Art. 32): a warning that legal overrules with a reason, kept by the ledger."""

from datetime import timedelta

import pytest

from cluster_cms import clock
from cluster_cms.pages.site_settings import CompanySettings
from policy.ledger.verification import verify
from policy.models.revisions import PolicyRevision
from policy.pages import PolicyPage
from policy.text import canonical
from policy.text.legal_minimum import warnings
from tests.policy.drafting import good_draft, promulgated, source
from tests.policy.publishing.invalid_drafts import without


def found(page: PolicyPage) -> set[str]:
    return {warning.code for warning in warnings(canonical.document(page))}


@pytest.mark.parametrize("number", [2, 3])  # of 2005 it is not known who represented the company
def test_the_demo_has_what_the_law_wants(number: int, policy_page: PolicyPage) -> None:
    assert warnings(PolicyRevision.objects.get(number=number).content) == []


@pytest.mark.parametrize(
    "field, code",
    [("address_ja", "address_ja"), ("address_en", "address_en"), ("representative_en", "representative_en")],
)
def test_what_the_settings_lack_is_named(field: str, code: str, policy_page: PolicyPage) -> None:
    CompanySettings.objects.update(**{field: ""})
    assert found(source()) == {code}


def test_a_missing_procedure_is_named_in_both_languages(policy_page: PolicyPage) -> None:
    page = good_draft()
    without("disclose it to you")(page)
    assert found(page) == {"procedure_ja", "procedure_en"}


def test_a_reason_confirms_the_warnings_and_stays_in_the_ledger(policy_page: PolicyPage) -> None:
    CompanySettings.objects.update(representative_en="")
    page = good_draft()
    page.warnings_reason = "Named on the page of the company."
    row = promulgated(page)
    assert (row.warnings, row.warnings_reason) == ("representative_en,notice", "Named on the page of the company.")
    assert row.sign_off()["warnings"] == ["representative_en", "notice"]
    assert verify() == []


def test_a_reason_without_warnings_is_not_kept(policy_page: PolicyPage) -> None:
    page = good_draft()
    page.warnings_reason, page.effective_on = "Not needed.", clock.today() + timedelta(days=1)
    assert promulgated(page).warnings_reason == ""
