from django.urls import path

from portal.web.desk.finance import exports, fees, of_dossier, refunds, statements, tills, views

app_name = "finance"
urlpatterns = [
    path("mot-cua/<int:seat>/thu-phi/", views.day_book, name="day"),
    path("mot-cua/<int:seat>/thu-phi/so-thu.xlsx", exports.day, name="export"),
    path("mot-cua/<int:seat>/thu-phi/doi-chieu/<uuid:case>/", views.case, name="case"),
    path("mot-cua/<int:seat>/thu-phi/khoan/", fees.search, name="fees"),
    path("mot-cua/<int:seat>/thu-phi/khoan/<uuid:fee>/", fees.sheet, name="fee"),
    path("mot-cua/<int:seat>/thu-phi/khoan/<uuid:fee>/hoan/", refunds.ask, name="ask-refund"),
    path("mot-cua/<int:seat>/thu-phi/bien-lai/<uuid:receipt>/", fees.receipt, name="receipt"),
    path("mot-cua/<int:seat>/thu-phi/bien-lai/<uuid:receipt>/thay-the/", fees.replace, name="replace"),
    path("mot-cua/<int:seat>/thu-phi/hoan/", refunds.listed, name="refunds"),
    path("mot-cua/<int:seat>/thu-phi/hoan/<uuid:refund>/", refunds.one, name="refund"),
    path("mot-cua/<int:seat>/thu-phi/sao-ke/", statements.listed, name="statements"),
    path("mot-cua/<int:seat>/thu-phi/doi-soat/", statements.reconciliations, name="reconciliations"),
    path("mot-cua/<int:seat>/ho-so/<uuid:dossier>/tien/", of_dossier.show, name="dossier"),
    path("mot-cua/<int:seat>/ho-so/<uuid:dossier>/tien/<slug:kind>/<uuid:one>/", of_dossier.paper, name="paper"),
    path("mot-cua/<int:seat>/quy/", tills.till, name="till"),
]
