"""Every address under /tai-khoan/: allauth's views under Vietnamese paths and allauth's own names.

Only the pages that we have words and a design for are mounted; the rest of allauth has no address here.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as backup
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.usersessions import views as sessions
from django.urls import URLPattern, URLResolver, include, path

from portal.web.account import oidc

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("portal.web.account.urls")),
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-nhap/xac-thuc/", mfa.authenticate, name="mfa_authenticate"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("tam-khoa/", account.account_inactive, name="account_inactive"),
    path("dang-ky/", account.signup, name="account_signup"),
    path("xac-nhan-thu/", account.email_verification_sent, name="account_email_verification_sent"),
    path("xac-thuc-lai/", account.reauthenticate, name="account_reauthenticate"),
    path("xac-thuc-lai/ma/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("xac-thuc-lai/khoa/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("thu-dien-tu/", account.email, name="account_email"),
    path("mat-khau/", account.password_change, name="account_change_password"),
    path("mat-khau/dat/", account.password_set, name="account_set_password"),
    path("quen-mat-khau/", account.password_reset, name="account_reset_password"),
    path("quen-mat-khau/ma/", account.confirm_password_reset_code, name="account_confirm_password_reset_code"),
    path("quen-mat-khau/mat-khau-moi/", account.complete_password_reset, name="account_complete_password_reset"),
    path("quen-mat-khau/xong/", account.password_reset_from_key_done, name="account_password_reset_completed"),
    path("bao-mat/", mfa.index, name="mfa_index"),
    path("bao-mat/ung-dung/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("bao-mat/ung-dung/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("bao-mat/khoa/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("bao-mat/khoa/them/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("bao-mat/khoa/<int:pk>/go/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("bao-mat/khoa/<int:pk>/sua/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("bao-mat/ma-du-phong/", backup.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("bao-mat/ma-du-phong/tao/", backup.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("bao-mat/ma-du-phong/tai/", backup.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("phien/", sessions.list_usersessions, name="usersessions_list"),
    path("lien-ket/", social.connections, name="socialaccount_connections"),
    path("lien-ket/dang-ky/", social.signup, name="socialaccount_signup"),
    path("lien-ket/da-huy/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("lien-ket/loi/", social.login_error, name="socialaccount_login_error"),
    path("oidc/<slug:provider_id>/", oidc.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/callback/", oidc.callback, name="openid_connect_callback"),
]
