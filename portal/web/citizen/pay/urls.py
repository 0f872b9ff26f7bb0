from django.urls import path

from portal.web.citizen.pay import ipn, papers, views

app_name = "pay"
urlpatterns = [
    path("thanh-toan/ket-qua/", views.back, name="return"),
    path("thanh-toan/vnpay/ipn", ipn.vnpay, name="ipn"),
    path("thanh-toan/quoc-gia/xac-nhan", ipn.national, name="confirm"),
    path("thanh-toan/bien-lai/<uuid:receipt>/", views.receipt, name="receipt"),
    path("thanh-toan/<uuid:fee>/", views.show, name="show"),
    path("thanh-toan/<uuid:fee>/ket-qua/", views.result, name="result"),
    path("thanh-toan/<uuid:fee>/thong-bao/", papers.notice, name="notice"),
    path("thanh-toan/<uuid:fee>/chung-tu/", papers.voucher, name="voucher"),
    path("thanh-toan/<uuid:fee>/mien-giam/", papers.exemption, name="exemption"),
    path("thanh-toan/<uuid:fee>/nguoi-nop/", papers.shares, name="shares"),
    path("thanh-toan/<uuid:fee>/ma-qr/", views.qr_code, name="qr"),
]
