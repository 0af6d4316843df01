"""The countries in which a company of this size entrusts data to somebody, by their ISO 3166-1 codes."""

from django.utils.translation import gettext_lazy as _

JAPAN, ELSEWHERE = "JP", "ZZ"  # ZZ is free for private use
COUNTRIES = [
    (JAPAN, _("Japan")),
    ("AU", _("Australia")),
    ("AT", _("Austria")),
    ("BE", _("Belgium")),
    ("CA", _("Canada")),
    ("CN", _("China")),
    ("CZ", _("Czechia")),
    ("DK", _("Denmark")),
    ("FI", _("Finland")),
    ("FR", _("France")),
    ("DE", _("Germany")),
    ("HK", _("Hong Kong")),
    ("IN", _("India")),
    ("ID", _("Indonesia")),
    ("IE", _("Ireland")),
    ("IT", _("Italy")),
    ("KR", _("Korea")),
    ("MY", _("Malaysia")),
    ("NL", _("Netherlands")),
    ("NO", _("Norway")),
    ("PH", _("Philippines")),
    ("PL", _("Poland")),
    ("SG", _("Singapore")),
    ("ES", _("Spain")),
    ("SE", _("Sweden")),
    ("CH", _("Switzerland")),
    ("TW", _("Taiwan")),
    ("TH", _("Thailand")),
    ("GB", _("United Kingdom")),
    ("US", _("United States")),
    ("VN", _("Viet Nam")),
    (ELSEWHERE, _("Another country")),
]
