"""Saved views: a tab with its filters under a name, of one person on one seat."""

from django.urls import reverse

from dossiers.models import SavedView
from tests.desk.conftest import Browse
from tests.world import World


def test_a_view_is_kept_under_its_name_and_listed_beside_the_tabs(world: World, browse: Browse) -> None:
    seat = world.seats["binh"].pk
    browser, address = browse("binh"), reverse("queue:views", args=[seat])
    kept = browser.post(f"{address}?muc=receive&kenh=portal&la=lung&trang=9", {"name": "Trực tuyến"}, follow=True)
    assert kept.redirect_chain[-1][0].endswith("?muc=receive&kenh=portal")
    assert "Trực tuyến" in kept.content.decode()
    browser.post(f"{address}?muc=unit", {"name": "Trực tuyến"})
    view = SavedView.objects.get()
    assert view.query == "muc=unit"
    browser.post(reverse("queue:forget", args=[seat, view.pk]))
    assert not SavedView.objects.exists()


def test_a_view_needs_a_name_and_twenty_are_enough(world: World, browse: Browse) -> None:
    browser, address = browse("binh"), reverse("queue:views", args=[world.seats["binh"].pk]) + "?muc=receive"
    assert browser.post(address, {"name": " "}).status_code == 422
    rows = [SavedView(user=world.officials["binh"], seat=world.seats["binh"], name=f"b{n}", query="muc=unit") for n in range(20)]
    SavedView.objects.bulk_create(rows)
    assert "tối đa 20" in browser.post(address, {"name": "nữa"}).content.decode()
    assert SavedView.objects.count() == 20


def test_nobody_forgets_a_colleague_s_view(world: World, browse: Browse) -> None:
    view = SavedView.objects.create(user=world.officials["chi"], seat=world.seats["binh"], name="của Chi", query="muc=unit")
    assert browse("binh").post(reverse("queue:forget", args=[world.seats["binh"].pk, view.pk])).status_code == 404
    assert SavedView.objects.filter(pk=view.pk).exists()
