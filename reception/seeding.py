"""Halls of the demonstration from seeds/reception/places.yaml. What is there stays as its head has set it up."""

from collections.abc import Mapping
from typing import Any

from agencies.models import Agency
from reception.models import Place, Service, Window


def load(document: Mapping[str, Any]) -> dict[str, int]:
    """Make the places that are missing, each with its kinds of matter and windows; agencies not loaded are passed over."""
    found = {agency.code: agency for agency in Agency.objects.filter(code__in=[row["agency"] for row in document["places"]])}
    there = set(Place.objects.filter(agency__in=found.values()).values_list("agency__code", flat=True))
    made = 0
    for row in document["places"]:
        if row["agency"] in found and row["agency"] not in there:
            _place(found[row["agency"]], document["halls"][row["hall"]], row)
            made += 1
    return {"places": made}


def _place(agency: Agency, hall: Mapping[str, Any], row: Mapping[str, Any]) -> None:
    place = Place.objects.create(agency=agency, any_hour=row.get("any_hour", False), notice=row.get("notice", ""))
    services = {one["letter"]: Service.objects.create(place=place, **one) for one in hall["services"]}
    for number, window in enumerate(hall["windows"], start=1):
        made = Window.objects.create(place=place, number=number, name=window.get("name", ""))
        made.services.set([services[letter] for letter in window["services"]])
