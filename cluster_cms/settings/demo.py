"""The demo on one's own machine: plain http on loopback, SQLite, mail as files.

`bootstrap.py` runs it. Variables first, since `base` reads them; then what differs from the strict settings and why.
"""

from cluster_cms.settings import env

VAR = env.path("VAR_DIR", env.PROJECT / "var")
env.read_file(VAR / "demo.env")  # the demo's own random secrets, made by bootstrap.py
PORT = env.number("PORT", 8000)
env.default("SITE_URL", f"http://127.0.0.1:{PORT}")
env.default("ALLOWED_HOSTS", "127.0.0.1,localhost")
env.default("DATABASE_URL", f"sqlite:///{VAR / 'demo.sqlite3'}")
env.default("ERASURE_JOURNAL", str(VAR / "demo-erasures.jsonl"))  # goes with the demo when it starts over
env.default("EMAIL_URL", f"filemail:///{VAR / 'mail'}")
env.default("INBOUND_MAIL_URL", f"maildir:///{VAR / 'demo-mailbox'}")
env.default("DEFAULT_FROM_EMAIL", "desk@example.com")

from cluster_cms.settings.base import *  # reads what was just set

SAMPLE_KEYS_IN = "demo.env (sample)"
SECURE_SSL_REDIRECT = False  # loopback has no certificate
SECURE_HSTS_SECONDS = 0
TRUSTED_PROXIES = []  # nothing stands before the demo, so nobody vouches for an address
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECOND_FACTOR_REQUIRED = False  # its accounts are used by whoever tries the site
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MEDIA_ROOT = VAR / "demo-media"  # goes with the demo when it starts over
WHITENOISE_USE_FINDERS = True  # serves static files where they lie: nothing to collect before the first page
