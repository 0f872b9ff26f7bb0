"""Tests: fixed keys, quick password hashing for fixtures, mail in memory, files in a folder of the run."""

import tempfile
from pathlib import Path

from portal.settings.base import *  # noqa: F403
from portal.settings.base import BASE_DIR, NATIONAL_PAYMENT, STORAGES, VNPAY

DEMO = True
SECRET_KEY = "dGVzdC1zZWNyZXQta2V5LW9mLTMyLWJ5dGVzLS0tLS0="
DATA_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
INDEX_KEY = "Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA="
SIGNING_PKCS12_PASSWORD = "test"
SIGNING_PROOF_MINUTES = 0  # tests of it turn it on
VNPAY = {**VNPAY, "secret": "0123456789ABCDEF0123456789ABCDEF"}
NATIONAL_PAYMENT = {**NATIONAL_PAYMENT, "secret": "FEDCBA9876543210FEDCBA9876543210"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
_RUN = Path(tempfile.mkdtemp(prefix="portal-test-"))
VAR_DIR = _RUN
SIGNING_DIR = _RUN / "signing"
# Whitenoise reads the whole folder for each new test client: it is there, and empty.
STATIC_ROOT = _RUN / "static"
STATIC_ROOT.mkdir()
AUDIT_ANCHOR_DIR = _RUN / "anchors"
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": _RUN / "files"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATICFILES_DIRS = [BASE_DIR / "frontend" / "dist"]
MFA_REQUIRED_FOR_OFFICIALS = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
