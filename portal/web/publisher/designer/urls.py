"""The designer's pages, below a draft. ``key`` is a step's key, ``action`` an action's (``moi`` for a new one)."""

from django.urls import path

from portal.web.publisher.designer import (
    action,
    adding,
    autosave,
    beginning,
    compare,
    conditions,
    exchange,
    queue,
    step,
    steps,
    walk,
)

app_name = "designer"
urlpatterns = [
    path("", steps.steps, name="steps"),
    path("lam/", steps.do, name="do"),
    path("them/", adding.add, name="add"),
    path("them-song-song/", adding.add_parallel, name="add-parallel"),
    path("bat-dau-tu/", beginning.choose, name="begin"),
    path("thay-doi/", compare.compare, name="compare"),
    path("di-thu/", walk.walk, name="walk"),
    path("don-viec/", queue.queue, name="queue"),
    path("bpmn/", exchange.exchange, name="exchange"),
    path("bpmn/quy-trinh.bpmn", exchange.download, name="download"),
    path("buoc/<str:key>/", step.edit, name="step"),
    path("buoc/<str:key>/luu/", autosave.save, name="autosave"),
    path("buoc/<str:key>/xoa/", step.remove, name="remove"),
    path("buoc/<str:key>/thu-tu/", step.ways, name="ways"),
    path("buoc/<str:key>/thao-tac/<str:action>/", action.edit, name="action"),
    path("buoc/<str:key>/thao-tac/<str:action>/dieu-kien/", conditions.edit, name="condition"),
]
