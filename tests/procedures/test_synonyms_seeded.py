"""The seed adds everyday words; what publishers took away does not come back with the next one."""

import pytest
from django.conf import settings

from common.actors import SYSTEM
from procedures.models import Synonym
from procedures.services import synonyms
from procedures.services.seed import seed

pytestmark = pytest.mark.django_db


def test_what_was_removed_or_renamed_stays_so_until_somebody_adds_it_again() -> None:
    nothing = ("khong-co",)
    folder = settings.BASE_DIR / "seeds"
    seed(folder, codes=nothing)
    first, second, third = Synonym.objects.exclude(means="").order_by("phrase")[:3]
    synonyms.remove(first.pk, by=SYSTEM)
    synonyms.change(second.pk, "lời mới của tỉnh", second.means, seen=second.means, by=SYSTEM)
    synonyms.change(third.pk, third.phrase, "nghĩa khác", seen=third.means, by=SYSTEM)
    assert seed(folder, codes=nothing)["synonyms"] == 0
    assert not Synonym.objects.filter(phrase__in=[first.phrase, second.phrase]).exists()
    assert Synonym.objects.get(phrase=third.phrase).means == "nghĩa khác"
    synonyms.add(first.phrase, "nghĩa thêm lại", by=SYSTEM)
    assert synonyms.taken_away() == {second.phrase}
