"""The registry's pages."""

from django.urls import path

from portal.web.publisher.registry import (
    bases,
    changes,
    everywhere,
    health,
    intake,
    many,
    places,
    proposals,
    replacing,
    savings,
    standing,
    terms,
)

app_name = "registry"
urlpatterns = [
    path("noi-cung-cap/", places.procedures, name="places"),
    path("noi-cung-cap/co-quan/", places.agencies, name="agencies"),
    path("noi-cung-cap/co-quan/<str:agency>/", places.of_agency, name="agency"),
    path("noi-cung-cap/thu-tuc/<str:code>/", places.of_procedure, name="procedure"),
    path("noi-cung-cap/thu-tuc/<str:code>/them/", terms.add, name="offer"),
    path("noi-cung-cap/thu-tuc/<str:code>/tat-ca/", everywhere.assign, name="everywhere"),
    path("noi-cung-cap/<int:offering>/", terms.change, name="terms"),
    path("noi-cung-cap/<int:offering>/ngung/", terms.withdraw, name="withdraw"),
    path("tiep-nhan/<str:code>/", intake.intake, name="intake"),
    path("vong-doi/<str:code>/", standing.standing, name="standing"),
    path("lich/", changes.calendar, name="calendar"),
    path("can-cu/", bases.listing, name="bases"),
    path("can-cu/<int:basis>/", bases.basis, name="basis"),
    path("can-cu/<int:basis>/het-hieu-luc/", bases.end, name="basis-end"),
    path("can-cu/<int:basis>/thay/", replacing.prepare, name="replace"),
    path("thay-can-cu/", replacing.listing, name="replacements"),
    path("thay-can-cu/<uuid:replacement>/", replacing.replacement, name="replacement"),
    path("nhieu-ban-soan/", many.drafts, name="many"),
    path("suc-khoe/", health.overview, name="health"),
    path("suc-khoe/<slug:figure>/", health.rows, name="health-rows"),
    path("ra-soat/", savings.listing, name="savings"),
    path("ra-soat/de-xuat/", proposals.listing, name="proposals"),
    path("ra-soat/de-xuat/<uuid:proposal>/", proposals.proposal, name="proposal"),
    path("ra-soat/<str:code>/", savings.procedure, name="cost"),
    path("ra-soat/<str:code>/de-xuat-moi/", proposals.new, name="propose"),
]
