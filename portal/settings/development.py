"""Development and demonstration: generated keys in var/, mail into files, everything else as in production."""

from portal.settings import env
from portal.settings.base import *  # noqa: F403
from portal.settings.base import BASE_DIR, VAR_DIR
from portal.settings.keys import demo_key

DEBUG = env.boolean("DEBUG", False)
SECRET_KEY = env.text("SECRET_KEY", "") or demo_key(VAR_DIR, "secret")
DATA_KEY = env.text("DATA_KEY", "") or demo_key(VAR_DIR, "data")
INDEX_KEY = env.text("INDEX_KEY", "") or demo_key(VAR_DIR, "index")
SIGNING_PKCS12_PASSWORD = env.text("SIGNING_PKCS12_PASSWORD", "") or demo_key(VAR_DIR, "signing")
VNPAY = {**globals()["VNPAY"], "secret": env.text("VNPAY_SECRET", "") or demo_key(VAR_DIR, "vnpay")}
NATIONAL_PAYMENT = {
    **globals()["NATIONAL_PAYMENT"],
    "secret": env.text("NATIONAL_PAYMENT_SECRET", "") or demo_key(VAR_DIR, "national"),
}
SIGNING_CSC = {**globals()["SIGNING_CSC"], "client_secret": env.text("SIGNING_CSC_SECRET", "") or demo_key(VAR_DIR, "csc")}
EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEMO = True
FAULT_DIR = env.text("FAULT_DIR", "")
STATICFILES_DIRS = [BASE_DIR / "frontend" / "dist"]
MFA_REQUIRED_FOR_OFFICIALS = env.boolean("MFA_REQUIRED_FOR_OFFICIALS", False)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
