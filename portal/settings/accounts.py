"""Accounts: django-allauth by e-mail with codes, second factors for officials, VNeID by OpenID Connect, session limits.

Why each choice: docs/adr/0005-accounts.md. Imported at the end of base; development and production override below it.
"""

from datetime import timedelta
from urllib.parse import urlparse

from portal.settings import env

AUTHENTICATION_BACKENDS = ["portal.web.account.backends.AccountBackend"]
LOGIN_URL = "account_login"
AUTH_PASSWORD_VALIDATORS = [{"NAME": f"accounts.passwords.{name}"} for name in ("LongEnough", "NotCommon", "NotLikeAddress")]

ACCOUNT_ADAPTER = "portal.web.account.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Failed logins are counted in PostgreSQL (accounts.limits), so that they stay limited without Redis; the rest is allauth's.
ACCOUNT_RATE_LIMITS = {"login_failed": None}
ACCOUNT_FORMS = {
    "login": "portal.web.account.forms.LoginForm",
    "signup": "portal.web.account.forms.SignupForm",
    "add_email": "portal.web.account.forms.ChangeEmailForm",
    "change_password": "portal.web.account.forms.ChangePasswordForm",
    "set_password": "portal.web.account.forms.SetPasswordForm",
    "reset_password": "portal.web.account.forms.ResetPasswordForm",
    "reset_password_from_key": "portal.web.account.forms.NewPasswordForm",
    "confirm_password_reset_code": "portal.web.account.forms.ResetCodeForm",
    "confirm_email_verification_code": "portal.web.account.forms.EmailCodeForm",
    "reauthenticate": "portal.web.account.forms.ReauthenticateForm",
}
LOGIN_TRIES_PER_ACCOUNT = (5, timedelta(minutes=5))
LOGIN_TRIES_PER_ADDRESS = (30, timedelta(minutes=5))
LETTERS_PER_ADDRESS = (10, timedelta(hours=1))
COUNTER_LOOKUPS = (60, timedelta(hours=1))
COUNTER_RECEPTIONS = (180, timedelta(hours=1))

ALLAUTH_TRUSTED_PROXY_COUNT = env.integer("TRUSTED_PROXIES", 0)

MFA_ADAPTER = "portal.web.account.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "portal.web.account.second_factor.AuthenticateForm",
    "reauthenticate": "portal.web.account.second_factor.ReauthenticateForm",
    "activate_totp": "portal.web.account.second_factor.ActivateTOTPForm",
    "add_webauthn": "portal.web.account.second_factor.AddKeyForm",
    "edit_webauthn": "portal.web.account.second_factor.EditKeyForm",
}
MFA_REQUIRED_FOR_OFFICIALS = env.boolean("MFA_REQUIRED_FOR_OFFICIALS", True)

SOCIALACCOUNT_ADAPTER = "portal.web.account.vneid.VNeIDAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_FORMS = {"signup": "portal.web.account.forms.SocialSignupForm"}
VNEID_ISSUER = env.text("VNEID_ISSUER", "-")
VNEID_CLAIMS = {"identity": "identity_number", "name": "name", "birth_date": "birthdate", "sex": "gender"}
SOCIALACCOUNT_PROVIDERS: dict = {}
# A form that leads to VNeID's page is a form action for a browser's content security policy.
LOGIN_ORIGINS = env.words("LOGIN_ORIGINS", [])
if VNEID_ISSUER != "-":
    LOGIN_ORIGINS.append("{0.scheme}://{0.netloc}".format(urlparse(VNEID_ISSUER)))
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": ["openid", "profile", "email"],
        "APPS": [
            {
                "provider_id": "vneid",
                "name": "VNeID",
                "client_id": env.text("VNEID_CLIENT_ID"),
                "secret": env.text("VNEID_SECRET"),
                "settings": {"server_url": VNEID_ISSUER, "uid_field": env.text("VNEID_UID_CLAIM", "TechID")},
            }
        ],
    }

# Officials: 15 minutes without a request, 8 hours in all; citizens: 30 minutes, 12 hours (reliability-security.md §5.6).
SESSION_IDLE = {"official": timedelta(minutes=15), "citizen": timedelta(minutes=30)}
SESSION_ABSOLUTE = {"official": timedelta(hours=8), "citizen": timedelta(hours=12)}
