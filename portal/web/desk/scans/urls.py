from django.urls import path

from portal.web.desk.scans import papers, pictures, table, views, waiting

app_name = "desk-scans"
urlpatterns = [
    path("mot-cua/<int:seat>/ho-so/<uuid:dossier>/quet/", views.of_dossier, name="dossier"),
    path("mot-cua/<int:seat>/ban-nhap/<uuid:draft>/quet/", views.of_draft, name="draft"),
    path("mot-cua/<int:seat>/ho-so/<uuid:dossier>/quet/ky-so/", papers.sign, name="sign"),
    path("mot-cua/<int:seat>/ban-quet/<uuid:table>/", table.board, name="board"),
    path("mot-cua/<int:seat>/ban-quet/<uuid:table>/tai-len/", table.take, name="take"),
    path("mot-cua/<int:seat>/ban-quet/<uuid:table>/xep/", table.arrange, name="arrange"),
    path("mot-cua/<int:seat>/ban-quet/<uuid:table>/luu/", table.save, name="save"),
    path("mot-cua/<int:seat>/ban-quet/<uuid:table>/to-phan-cach/", pictures.sheets, name="sheets"),
    path("mot-cua/<int:seat>/trang-quet/<uuid:page>/", pictures.picture, name="picture"),
    path("mot-cua/<int:seat>/giay-quet/<uuid:paper>/", papers.paper, name="paper"),
    path("mot-cua/<int:seat>/giay-quet/<uuid:paper>/tep/", pictures.file, name="file"),
    path("mot-cua/<int:seat>/chua-so-hoa/", waiting.waiting, name="waiting"),
]
