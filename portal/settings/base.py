"""Settings that every environment shares; each environment's module stays short and says only what differs."""

from pathlib import Path
from urllib.parse import unquote, urlparse

from csp.constants import NONE, SELF

from portal.settings import env

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = env.folder("PORTAL_VAR", BASE_DIR / "var")

SECRET_KEY = env.text("SECRET_KEY", "")
DEBUG = False
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", [])
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
PROVINCE = env.text("PROVINCE", "Tỉnh Bình Dương")
ROOT_AGENCY_CODE = env.text("ROOT_AGENCY_CODE", "H09")
ADDRESS_EDITION = env.text("ADDRESS_EDITION", "2008")
# The price of an hour of an applicant's work (procedures/costs.py), and where it comes from: shown on every cost sheet.
LABOUR_HOUR = env.integer("LABOUR_HOUR", 59_422)
LABOUR_HOUR_SOURCE = env.text(
    "LABOUR_HOUR_SOURCE",
    "GDP bình quân đầu người năm 2025: 125,5 triệu đồng (Cục Thống kê, 5/1/2026), chia 12 tháng × 22 ngày × 8 giờ",
)
HOTLINE = env.text("HOTLINE", "1022")
HOTLINE_HOURS = env.text("HOTLINE_HOURS", "7:00 đến 20:00 hằng ngày")
# AGPL-3.0, section 13: where the source of what runs here is; empty hides the line of /gioi-thieu/.
SOURCE_URL = env.text("SOURCE_URL", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
    "pgtrigger",
    "csp",
    "formtools",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "common",
    "audit",
    "agencies",
    "accounts",
    "deadlines",
    "eforms",
    "workflow",
    "procedures",
    "payments",
    "vault",
    "notifications",
    "exchange",
    "reception",
    "dossiers",
    "reports",
    "portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.middleware.sessions.SessionLimits",
    "portal.middleware.second_factor.SecondFactorForOfficials",
    "portal.middleware.refusals.RefusalPages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.middleware.posted.PostedPages",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "portal.web.context.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"


def _database(url: str) -> dict:
    """Turn postgres://user:password@host:port/name into Django's form, with the guards that a web process needs."""
    parts = urlparse(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 3,
            "options": "-c timezone=UTC -c lock_timeout=3000 -c statement_timeout=" + env.text("STATEMENT_TIMEOUT_MS", "5000"),
        },
    }


DATABASES = {"default": _database(env.text("DATABASE_URL", "postgres://portal@127.0.0.1:5432/portal"))}
REDIS_URL = env.text("REDIS_URL", "redis://127.0.0.1:6379/0")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "common.cache.ForgivingRedisCache", "LOCATION": REDIS_URL, "KEY_PREFIX": "portal", "TIMEOUT": 300}
}
# Sessions are rows, read through the cache: losing Redis (F5) logs nobody out. A session that ended while Redis was
# away can come back from its memory at most for the idle limit, which stands in the session itself.
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_NAME = "portal_session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.web.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# A payer's form answers with a redirect to the gateway, and form-action watches redirects too.
VNPAY_PAY_URL = env.text("VNPAY_PAY_URL", "http://127.0.0.1:8099/paymentv2/vpcpay.html")
NATIONAL_PAYMENT_URL = env.text("NATIONAL_PAYMENT_URL", "http://127.0.0.1:8097/thanhtoan")
PAYMENT_ORIGINS = env.words(
    "PAYMENT_ORIGINS", ["{0.scheme}://{0.netloc}".format(urlparse(url)) for url in (VNPAY_PAY_URL, NATIONAL_PAYMENT_URL)]
)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *PAYMENT_ORIGINS],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "frontend" / "dist"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR_DIR / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if env.text("S3_BUCKET", "-") != "-":
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.text("S3_BUCKET"),
            "endpoint_url": env.text("S3_ENDPOINT", "") or None,
            "access_key": env.text("S3_ACCESS_KEY", "") or None,
            "secret_key": env.text("S3_SECRET_KEY", "") or None,
        },
    }

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("SMTP_HOST", "127.0.0.1")
EMAIL_PORT = env.integer("SMTP_PORT", 25)
EMAIL_HOST_USER = env.text("SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.text("SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.boolean("SMTP_TLS", False)
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "dichvucong@binhduong.example.vn")

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A broker that is away must not hold who submits: the wake-up is only a hint, so one quick try is enough.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 2, "socket_timeout": 5, "visibility_timeout": 600,
    "max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0,
}  # fmt: skip
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# Keys of the envelope: base64 of 32 bytes each. The key-encryption key never enters the database.
DATA_KEY = env.text("DATA_KEY", "")
DATA_KEYS_OLD = env.words("DATA_KEYS_OLD", [])  # still read, until manage.py rotate_keys has nothing left to do
INDEX_KEY = env.text("INDEX_KEY", "")
AUDIT_ANCHOR_DIR = env.folder("AUDIT_ANCHOR_DIR", VAR_DIR / "anchors")

SIGNING_DIR = env.folder("SIGNING_DIR", VAR_DIR / "signing")
SIGNING_PKCS12_PASSWORD = env.text("SIGNING_PKCS12_PASSWORD", "")
SIGNING_PKCS11_MODULE = env.text("SIGNING_PKCS11_MODULE", "")
SIGNING_PKCS11_TOKEN = env.text("SIGNING_PKCS11_TOKEN", "")
SIGNING_PKCS11_PIN = env.text("SIGNING_PKCS11_PIN", "")
# Terms that the province sets for itself, name → limit; the names and what holds otherwise stand in dossiers/terms.py.
DOSSIER_TERMS: dict[str, str] = dict(item.split("=", 1) for item in env.words("DOSSIER_TERMS", []) if "=" in item)
# Days that the vault keeps things, kind → days; the kinds and what holds otherwise stand in vault/services/retention.py.
VAULT_TERMS: dict[str, str] = dict(item.split("=", 1) for item in env.words("VAULT_TERMS", []) if "=" in item)
TSA_URL = env.text("TSA_URL", "")  # RFC 3161; its CA goes into SIGNING_DIR/trust
TSA_POLICY = env.text("TSA_POLICY", "required" if TSA_URL else "wanted")  # vault/time_stamps.py
# Where the CAs tell of revoked certificates (vault/revocations.py); no other address is ever asked.
SIGNING_CRL_URLS = env.words("SIGNING_CRL_URLS", [])
SIGNING_OCSP_URLS = env.words("SIGNING_OCSP_URLS", [])
# Before signing, who acts proves anew who they are when the last proof is older (portal/web/desk/signing/step_up.py); 0: never.
SIGNING_PROOF_MINUTES = env.integer("SIGNING_PROOF_MINUTES", 15)
# A remote signing service (CSC API 1.0.4, vault/remote.py); ``seconds`` that a holder may take to consent.
SIGNING_CSC = {
    "url": env.text("SIGNING_CSC_URL", ""),
    "client_id": env.text("SIGNING_CSC_CLIENT", "portal"),
    "client_secret": env.text("SIGNING_CSC_SECRET", ""),
    "seconds": env.integer("SIGNING_CSC_SECONDS", 30),
}

VNPAY = {
    "pay_url": VNPAY_PAY_URL,
    "api_url": env.text("VNPAY_API_URL", "http://127.0.0.1:8099/merchant_webapi/api/transaction"),
    "tmn_code": env.text("VNPAY_TMN_CODE", "DEMO0001"),
    "secret": env.text("VNPAY_SECRET", ""),
}
# The national payment platform; page_hosts are where its answer may send a payer.
NATIONAL_PAYMENT = {
    "api_url": NATIONAL_PAYMENT_URL,
    "page_hosts": env.words("NATIONAL_PAYMENT_PAGE_HOSTS", [urlparse(NATIONAL_PAYMENT_URL).hostname or ""]),
    "partner": env.text("NATIONAL_PAYMENT_PARTNER", "DEMO"),
    "secret": env.text("NATIONAL_PAYMENT_SECRET", ""),
}
# The account that VietQR codes name and whose statements are taken (an invented one for the demonstration).
VIETQR = {
    "bin": env.text("VIETQR_BIN", "970436"),
    "bank": env.text("VIETQR_BANK", "Vietcombank"),
    "account": env.text("VIETQR_ACCOUNT", "1012345678"),
    "holder": env.text("VIETQR_HOLDER", "CONG DICH VU CONG THU NGHIEM"),
}
PAYMENT_GATEWAYS = env.words("PAYMENT_GATEWAYS", ["vnpay", "vietqr", "national"])
# Biên lai điện tử (NĐ 123/2020): form number, and the collecting agency's tax code (an invented one for the demonstration).
RECEIPTS = {
    "form_code": env.text("RECEIPT_FORM_CODE", "01BLP0-001"),
    "tax_code": env.text("RECEIPT_TAX_CODE", "3700000000"),
}

# Registers of the State, by code; one without an address is not asked. Hosts are listed apart from the addresses, so that a
# slip in one of the two sends nobody's number to a stranger.
REGISTERS = {"population": env.text("POPULATION_URL", "-").strip("-"), "enterprise": env.text("ENTERPRISE_URL", "-").strip("-")}
REGISTER_HOSTS = env.words("REGISTER_HOSTS", ["127.0.0.1"])

CLAMAV_SOCKET = env.text("CLAMAV_SOCKET", "")
ALLOW_TRIAL_PUBLISH = env.boolean("ALLOW_TRIAL_PUBLISH", False)
# Fault tests stop processes at common.faultpoints; only development reads the folder from the environment.
FAULT_DIR = ""

REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    # A line of progress for every step of every document is noise; what goes wrong is still said.
    "loggers": {"httpx": {"level": "WARNING"}, "weasyprint": {"level": "WARNING"}, "fontTools": {"level": "WARNING"}},
}

from portal.settings.accounts import *  # noqa: E402, F403
from portal.settings.accounts import LOGIN_ORIGINS  # noqa: E402

CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] += LOGIN_ORIGINS
