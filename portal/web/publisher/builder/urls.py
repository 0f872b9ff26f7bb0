"""The builder's pages, below a draft. ``ref`` names a component for good, whatever its key and place."""

from django.urls import path

from portal.web.publisher.builder import (
    adding,
    blocks,
    checks,
    conditions,
    exchange,
    first_values,
    live,
    options,
    outline,
    preview,
    question,
    rules,
    trial,
)

app_name = "builder"
urlpatterns = [
    path("", outline.outline, name="outline"),
    path("lam/", outline.do, name="do"),
    path("them/", adding.add, name="add"),
    path("them-trang/", adding.add_page, name="add-page"),
    path("them-khoi/", blocks.add, name="add-block"),
    path("ten/", question.title, name="title"),
    path("cau/<slug:ref>/", question.edit, name="question"),
    path("cau/<slug:ref>/khoa/", question.rename, name="key"),
    path("cau/<slug:ref>/xoa/", question.remove, name="remove"),
    path("cau/<slug:ref>/chuyen/", question.move_to, name="move-to"),
    path("cau/<slug:ref>/lua-chon/", options.edit, name="options"),
    path("cau/<slug:ref>/hien-khi/", conditions.shown, name="condition"),
    path("cau/<slug:ref>/bat-buoc-khi/", conditions.required, name="required-when"),
    path("cau/<slug:ref>/luat/", rules.rule, name="rule"),
    path("cau/<slug:ref>/tinh/", rules.calculation, name="calculation"),
    path("cau/<slug:ref>/chep-san/", first_values.edit, name="first-value"),
    path("cau/<slug:ref>/khoi/", blocks.linked, name="block"),
    path("xem/", preview.page, name="preview"),
    path("xem/song/", live.live, name="live"),
    path("thu/", trial.run, name="trial"),
    path("can-xem/", checks.remarks, name="remarks"),
    path("thay-doi/", checks.differences, name="differences"),
    path("nhap-xuat/", exchange.exchange, name="exchange"),
    path("nhap-xuat/to-khai.json", exchange.download, name="download"),
]
