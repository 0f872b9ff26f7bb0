"""Production: every secret comes from the environment and a missing one stops the start."""

from portal.settings import env
from portal.settings.base import *  # noqa: F403

SECRET_KEY = env.text("SECRET_KEY")
DATA_KEY = env.text("DATA_KEY")
INDEX_KEY = env.text("INDEX_KEY")
VNPAY = {**globals()["VNPAY"], "secret": env.text("VNPAY_SECRET")}
# Only where the payer may choose it: a missing secret stops the start then.
if "national" in globals()["PAYMENT_GATEWAYS"]:
    NATIONAL_PAYMENT = {**globals()["NATIONAL_PAYMENT"], "secret": env.text("NATIONAL_PAYMENT_SECRET")}
DEMO = False
ALLOW_TRIAL_PUBLISH = False  # whatever the environment says: nothing is published without a second person
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env.boolean("SECURE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
