from django.urls import path

from portal.web.desk.finance import views

app_name = "finance"
urlpatterns = [
    path("mot-cua/<int:seat>/thu-phi/", views.day_book, name="day"),
    path("mot-cua/<int:seat>/thu-phi/doi-chieu/<uuid:case>/", views.case, name="case"),
]
