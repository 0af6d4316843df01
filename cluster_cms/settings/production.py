"""Production: the strict base, and checks that the demo could not pass."""

from cluster_cms.settings import env
from cluster_cms.settings.base import *
from cluster_cms.settings.base import ALLOWED_HOSTS, DEBUG, SITE_URL

if DEBUG:
    raise env.refuse("DEBUG", "must be off on a public site.")
if not SITE_URL.startswith("https://"):
    raise env.refuse("SITE_URL", "must begin with https://.")
if any("*" in host or host.startswith(".") for host in ALLOWED_HOSTS):
    raise env.refuse("ALLOWED_HOSTS", "must name each host; a wildcard would accept forged ones.")
