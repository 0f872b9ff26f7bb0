"""The editor's pages, below a draft: ``key`` is a section of procedures/sections.py, ``number`` a row of its table from 1."""

from django.urls import path

from portal.web.publisher.editor import autosave, conditions, own_parts, row, views

app_name = "editor"
urlpatterns = [
    path("<slug:key>/", views.section, name="section"),
    path("<slug:key>/luu/", autosave.section, name="autosave"),
    path("<slug:key>/hoan-tac/", views.undo, name="undo"),
    path("<slug:key>/them-van-ban/", views.add_basis, name="add-basis"),
    path("<slug:key>/dong/", views.rows, name="rows"),
    path("<slug:key>/dong/<int:number>/", row.edit, name="row"),
    path("<slug:key>/dong/<int:number>/luu/", autosave.row, name="row-autosave"),
    path("<slug:key>/dong/<int:number>/phan-rieng/", own_parts.edit, name="own-parts"),
    path("<slug:key>/dong/<int:number>/dieu-kien/", conditions.edit, name="rule"),
]
