"""What search engines read about the company and its pages, as JSON-LD (schema.org)."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString

from cluster_cms.pages.absolute import absolute
from cluster_cms.pages.languages import paired
from cluster_cms.pages.site_settings import CompanySettings, DeskSettings, default_site

Data = dict[str, Any]
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


def json_ld(things: Iterable[Data]) -> SafeString:
    """Return things as one JSON-LD document that cannot end the script element it stands in."""
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return SafeString(text.translate(ESCAPES))  # as Django's json_script does


def without_blanks(thing: Data) -> Data:
    return {name: value for name, value in thing.items() if value}


def reference() -> Data:
    """Return a reference to the organisation, for things that name it as author or maker."""
    return {"@type": "Organization", "@id": absolute("/#organization")}


def organization(language: str) -> Data:
    """Return the company as its settings state it."""
    site = default_site()
    company, desk = CompanySettings.for_site(site), DeskSettings.for_site(site)
    return reference() | without_blanks(
        {
            "name": paired(company, "name", language),
            "alternateName": paired(company, "short_name", language),
            "url": absolute("/"),
            "logo": absolute("/apple-touch-icon.png"),
            "identifier": company.corporate_number,
            "address": " ".join(paired(company, "address", language).split()),
            "contactPoint": without_blanks(
                {
                    "@type": "ContactPoint",
                    "contactType": "customer service",
                    "name": paired(desk, "name", language),
                    "telephone": desk.phone.strip(),
                    "email": desk.email.strip(),
                }
            ),
        }
    )


def website(language: str) -> Data:
    company = CompanySettings.for_site(default_site())
    return without_blanks(
        {
            "@type": "WebSite",
            "@id": absolute("/#website"),
            "url": absolute("/"),
            "name": paired(company, "short_name", language) or paired(company, "name", language),
            "inLanguage": ["ja", "en"],
            "publisher": reference(),
        }
    )


def breadcrumb_list(steps: Iterable[tuple[str, str]]) -> Data:
    """Return the way to a page from labels and addresses without host."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": str(label), "item": absolute(address)}
            for position, (label, address) in enumerate(steps, 1)
        ],
    }
