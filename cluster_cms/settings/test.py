"""Tests: the strict base with made-up secrets. Each line says why it differs."""

from datetime import timedelta

from cluster_cms.settings import env

VAR = env.path("VAR_DIR", env.PROJECT / "var")
env.default("SECRET_KEY", "test-only-" + "0123456789abcdef" * 4)
env.default("INQUIRY_KEYS", "test1:" + "dGVzdC1vbmx5LWtleS1vZi0zMi1ieXRlcy0wMDAwMDE=")
env.default("LOOKUP_KEY", "dGVzdC1vbmx5LWtleS1vZi0zMi1ieXRlcy0wMDAwMDI=")
env.default("BACKUP_KEY", "dGVzdC1vbmx5LWtleS1vZi0zMi1ieXRlcy0wMDAwMDM=")
env.default("AUDIT_KEYS", "test1:" + "dGVzdC1vbmx5LWtleS1vZi0zMi1ieXRlcy0wMDAwMDQ=")
env.default("SITE_URL", "http://testserver")
env.default("ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
env.default("DATABASE_URL", f"sqlite:///{VAR / 'test.sqlite3'}")
env.default("ERASURE_JOURNAL", str(VAR / "test-erasures.jsonl"))
env.default("EMAIL_URL", "memorymail://")
env.default("DEFAULT_FROM_EMAIL", "desk@example.com")
# All tests come from one address, and fill forms faster than people; the tests about it set their own limits.
for limit in ("FORM_POSTS_PER_NETWORK", "FORM_SENDS_PER_NETWORK", "FORM_POSTS_PER_MINUTE", "FORM_SENDS_PER_HOUR"):
    env.default(limit, "1000000")
env.default("FORM_UPLOADS_PER_NETWORK", "1000000")

from cluster_cms.settings.base import *  # reads what was just set

SAMPLE_KEYS_IN = "settings of the tests"
SECURE_SSL_REDIRECT = False  # the test client and the live server speak http
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECOND_FACTOR_REQUIRED = PROOF_REQUIRED = False  # the tests about them set them
SESSION_IDLE = timedelta(days=36_500)  # tests that wait for days stay signed in
SESSION_COOKIE_AGE = int(SESSION_IDLE.total_seconds())
REPLY_DELAY = timedelta(0)  # the tests about it set it
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # slow hashes would be most of the suite
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # no scan of all static files at each start
TRUSTED_PROXIES = []
FORM_QUICK = 0
MEDIA_ROOT = VAR / "test-media"
