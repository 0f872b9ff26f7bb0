"""Version 1 of the API."""

from django.urls import path

from portal.api.v1 import schema
from portal.api.v1.procedures import ProcedureDetail, ProcedureList

app_name = "api-v1"
urlpatterns = [
    path("", schema.page, name="page"),
    path("schema", schema.Schema.as_view(), name="schema"),
    path("procedures", ProcedureList.as_view(), name="procedures"),
    path("procedures/<str:code>", ProcedureDetail.as_view(), name="procedure"),
]
