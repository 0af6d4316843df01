"""The strict settings all others start from: the site refuses to start when something is missing or unsafe."""

import os
import re
from datetime import timedelta
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _

from cluster_cms.settings import env, stores
from cluster_cms.settings.installed import INSTALLED_APPS as INSTALLED_APPS
from cluster_cms.settings.installed import MIDDLEWARE as MIDDLEWARE
from cluster_cms.settings.logs import logging_for
from cluster_cms.settings.stores import database

os.umask(0o077)  # database, mails, media and copies are made for the account of the site alone

ROOT_DIR = env.PROJECT
VAR_DIR = env.path("VAR_DIR", env.PROJECT / "var")

# --- Who we are and what we trust ------------------------------------------------------------------------------
SECRET_KEY = env.secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.names("SECRET_KEY_FALLBACKS", ())
DEBUG = env.flag("DEBUG")
SAMPLE_KEYS_IN = ""  # where a sample site keeps its keys; a site of people has no sample content (load_demo)
SITE_URL = env.text("SITE_URL").rstrip("/")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS")
# Whose X-Forwarded-For and X-Forwarded-Proto are believed; gunicorn's settings read the same variable.
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES", ("127.0.0.1",))

# --- Personal data at rest (cluster_cms.security.crypto) -------------------------------------------------------
INQUIRY_KEYS = env.key_ring("INQUIRY_KEYS")
LOOKUP_KEY = env.key("LOOKUP_KEY")
AUDIT_KEYS = env.key_ring("AUDIT_KEYS")  # whoever has the database alone can make no entry of the audit chain
BACKUP_KEY = env.key("BACKUP_KEY")
# Whether keyed hashes stand beside the desk's search texts, for searches without reading all (docs/decisions/0030).
SEARCH_INDEX = env.flag("SEARCH_INDEX", True)
CHECK_OUTSIDE_LINKS = env.flag("CHECK_OUTSIDE_LINKS")
ERASURE_JOURNAL = env.path_or_bucket("ERASURE_JOURNAL", VAR_DIR / "erasures.jsonl")

# --- What the contact form takes (contact.rate_limits.limits): far above what an honest visitor does -----------
FORM_POSTS_PER_NETWORK = env.count("FORM_POSTS_PER_NETWORK", 60)  # in ten minutes, every step counted
FORM_SENDS_PER_NETWORK = env.count("FORM_SENDS_PER_NETWORK", 20)  # in an hour
FORM_POSTS_PER_MINUTE = env.count("FORM_POSTS_PER_MINUTE", 300)  # from all together
FORM_SENDS_PER_HOUR = env.count("FORM_SENDS_PER_HOUR", 600)  # from all together
OBJECTION_PERIOD = timedelta(hours=24)  # for whoever reads a mailbox (contact.privacy.pending_requests)
FORM_FILES = env.count("FORM_FILES", 3)  # with one inquiry, where marketing allows them
FORM_FILE_SIZE = env.count("FORM_FILE_MEGABYTES", 10) * 1024 * 1024  # bytes of each
FORM_UPLOADS_PER_NETWORK = env.count("FORM_UPLOADS_PER_NETWORK", 20)  # posts with files, in an hour
REPLY_DELAY = timedelta(seconds=30)  # in which a reply of the desk can be taken back (contact.inquiries.replies)
FORM_QUICK = 3  # seconds: checking the answers takes a person longer

# --- Statistics (cluster_cms.statistics): numbers of views by day ----------------------------------------------
STATISTICS_DAYS = env.count("STATISTICS_DAYS", 760)  # kept: a month of this year beside the same of the two before

FORCE_SCRIPT_NAME = ""  # the site stands at the root: no header and no variable moves it
ROOT_URLCONF = "cluster_cms.urls"
WSGI_APPLICATION = "cluster_cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {
                "marking": "cluster_cms.comparison.marking",
                "prose": "cluster_cms.blocks.rich_text",
                "preview_checks": "cluster_cms.views.preview_checks",
            },
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# --- Storage ---------------------------------------------------------------------------------------------------
DATABASES = {"default": database(env.text("DATABASE_URL"))}
# Who owns the tables, when that is not the role that serves the site (cluster_cms.operations.database_owner).
OWNER_DATABASE = stores.owner_database(DATABASES["default"])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": stores.cache()}
# Seconds: each process has a cache of its own, and a size that was withdrawn by another one must be made again.
CACHES["renditions"] = {**CACHES["default"], "TIMEOUT": 5}
# Counts of sign-ins, and used codes: in the database, which all processes and hosts share.
CACHES["sign_in"] = stores.counters("cluster_cms_signincounter")

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [("cluster_cms/handbooks", ROOT_DIR / "docs" / "handbooks" / "pictures")]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "cluster_cms.pages.storage.MediaFileSystemStorage"},
    "staticfiles": {"BACKEND": "cluster_cms.operations.static_files.KeptStaticFilesStorage"},
}
if bucket := env.text("S3_BUCKET", ""):
    STORAGES["default"] = stores.store(bucket)
if isinstance(ERASURE_JOURNAL, str):
    STORAGES["erasures"] = stores.store(*ERASURE_JOURNAL.removeprefix("s3://").split("/", 1))

# --- Languages: Japanese has no prefix, English lives under /en/ -----------------------------------------------
LANGUAGE_CODE = "ja"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = [
    ("ja", _("Japanese")),
    ("en", _("English")),
]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True
# Places alone: what has no "/" is an old second name ("Japan"), or none that a browser knows ("localtime").
WAGTAIL_USER_TIME_ZONES = ["UTC", *sorted(name for name in available_timezones() if re.match("(?!Etc/).+/", name))]
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [ROOT_DIR / "cluster_cms" / "locale_wagtail"]  # the Japanese of Wagtail's admin: wins over its own

# --- Staff -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "cluster_cms.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "cluster_cms.sign_in.password_words.CompanyWordsValidator"},
    {"NAME": "cluster_cms.sign_in.account_notices.PasswordNotice"},
]
PASSWORD_HASHERS = [
    "cluster_cms.security.password_hashing.BoundedArgon2Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # stored before; renewed at the next sign-in
]
PASSWORD_RESET_TIMEOUT = 60 * 60  # seconds
# Whether a session must have been opened by a second factor; who has none yet is led to enrol one.
SECOND_FACTOR_REQUIRED = True
# Whether changes of power and promise ask again who is there (cluster_cms.security.reauthentication), and for how long
# a proof counts.
PROOF_REQUIRED = True
PROOF_LASTS = timedelta(minutes=15)
SESSION_IDLE = timedelta(hours=1)  # then the person proves who is there, and goes on where they were

LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "/admin/account/login/"
LOGIN_REDIRECT_URL = "/admin/"
# Wagtail's own forms for these would stand beside the second factor (cluster_cms.sign_in.routes).
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
ACCOUNT_ADAPTER = "cluster_cms.sign_in.adapters.AccountAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # all other sessions end; this one has just proven itself
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_REAUTHENTICATION_TIMEOUT = PROOF_LASTS.total_seconds()
tokens = "django.contrib.auth.tokens"  # allauth's own would keep addresses in a second table
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = f"{tokens}.PasswordResetTokenGenerator"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "reset_password": "10/m/ip,3/h/key",
}
MFA_ADAPTER = "cluster_cms.sign_in.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts are made by an administrator, not by signing up
MFA_TOTP_TOLERANCE = 1  # periods of 30 seconds that a telephone's clock may differ
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {"add_webauthn": "cluster_cms.sign_in.account_views.PasskeyForm"}
# Staff cookies never leave /admin/, so a staff browser reads the public site as a stranger would.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_AGE = 8 * 60 * 60  # seconds: one working day, however busy
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "cluster_cms.views.messages_once.OnceStorage"  # the cookie storage would use path /

# --- Transport -------------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # probes come from inside, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer would make browsers send "Origin: null" on our own forms
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows previews in a frame
DATA_UPLOAD_MAX_MEMORY_SIZE = FORM_FILES * FORM_FILE_SIZE + 12 * 1024**2  # bytes: files of visitors; pasted mails
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # the page editor sends many fields

# --- Mail ------------------------------------------------------------------------------------------------------
vars().update(env.url("EMAIL_URL", env.env.email_url_config))
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("DEFAULT_FROM_EMAIL")
INBOUND_MAIL_URL = env.mailbox_url("INBOUND_MAIL_URL")

LOGGING = logging_for(env.text("LOG_FORMAT", "plain"))

# --- Wagtail ---------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = urlsplit(SITE_URL).hostname or ""  # the name of the company is in the settings of the site
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILIMAGES_IMAGE_MODEL = "cluster_cms.CustomImage"
WAGTAILDOCS_DOCUMENT_MODEL = "cluster_cms.CustomDocument"
# What may be uploaded; stored are clean JPEG, PNG and WebP (cluster_cms.pages.pictures). No SVG: it can carry script.
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "heif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 40 * 1024 * 1024  # bytes: a telephone's largest; stored is a tenth of it
WAGTAILIMAGES_IMAGE_FORM_BASE = "cluster_cms.pages.pictures.picture_forms.PictureForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024  # bytes
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "mp4", "pdf", "pptx", "txt", "vtt", "webm", "xlsx"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cluster_cms.pages.documents.document_forms.DocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # also from a bucket, which is closed like the folder
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # saved, never opened inside the site
office = "application/vnd.openxmlformats-officedocument"
WAGTAILDOCS_CONTENT_TYPES = {
    "csv": "text/csv",
    "docx": f"{office}.wordprocessingml.document",
    "mp4": "video/mp4",
    "pdf": "application/pdf",
    "pptx": f"{office}.presentationml.presentation",
    "txt": "text/plain",
    "vtt": "text/vtt",
    "webm": "video/webm",
    "xlsx": f"{office}.spreadsheetml.sheet",
}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.backends"}}
# A page that needs a password would need a cookie.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
# What legal approved is what gets published, not what somebody changed afterwards.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "cluster_cms.review.finishing.publish_approved"
# The admin asks no other host either.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, object]] = []

SILENCED_SYSTEM_CHECKS = [
    "wagtailsearch.W001",  # the policy page is indexed by the title of its own language (decision record 3)
    "security.W019",  # X_FRAME_OPTIONS above: previews
    "security.W021",  # the browsers' preload list is for the owner of the domain to join: it cannot be left quickly
]
