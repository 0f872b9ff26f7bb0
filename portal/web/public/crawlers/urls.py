from django.contrib.sitemaps.views import index, sitemap
from django.urls import path
from django.views.decorators.http import require_safe

from portal.web.public.crawlers import views
from portal.web.public.crawlers.sitemaps import SECTIONS

app_name = "crawlers"
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", require_safe(index), {"sitemaps": SECTIONS, "sitemap_url_name": "crawlers:part"}, name="index"),
    path("sitemap-<slug:section>.xml", require_safe(sitemap), {"sitemaps": SECTIONS}, name="part"),
]
