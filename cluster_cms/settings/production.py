"""Production: the strict base, and checks that the demo could not pass."""

from cluster_cms.settings import env
from cluster_cms.settings.base import *
from cluster_cms.settings.base import (
    ALLOWED_HOSTS,
    AUDIT_KEYS,
    BACKUP_KEY,
    DEBUG,
    INQUIRY_KEYS,
    LOOKUP_KEY,
    SECRET_KEY,
    SECRET_KEY_FALLBACKS,
    SITE_URL,
)
from cluster_cms.settings.key_checks import check_keys, check_secret

if DEBUG:
    raise env.refuse("DEBUG", "must be off on a public site.")
if not SITE_URL.startswith("https://"):
    raise env.refuse("SITE_URL", "must begin with https://.")
if any("*" in host or host.startswith(".") for host in ALLOWED_HOSTS):
    raise env.refuse("ALLOWED_HOSTS", "must name each host; a wildcard would accept forged ones.")
check_secret("SECRET_KEY", SECRET_KEY)
for _fallback in SECRET_KEY_FALLBACKS:
    check_secret("SECRET_KEY_FALLBACKS", _fallback)
check_keys(
    [
        *(("INQUIRY_KEYS", _key) for _key in INQUIRY_KEYS.values()),
        ("LOOKUP_KEY", LOOKUP_KEY),
        ("BACKUP_KEY", BACKUP_KEY),
        *(("AUDIT_KEYS", _key) for _key in AUDIT_KEYS.values()),
    ]
)
