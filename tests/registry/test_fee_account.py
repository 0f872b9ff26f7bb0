"""An offering's account reaches the fee that is asked of An when she submits there."""

import pytest

from dossiers.models import DossierFee
from procedures.models import Offering
from tests.dossiers import extracts
from tests.dossiers.extracts import BIRTH, filed
from tests.world import World, build

ACCOUNT = "3511.0.1234567 tại Kho bạc Nhà nước khu vực II"


@pytest.fixture
def world(db: None) -> World:
    return extracts.offer(build())


def test_the_place_s_account_stands_in_the_fee(world: World) -> None:
    Offering.objects.update(fee_account=ACCOUNT)
    assert DossierFee.objects.get(dossier=filed(world, BIRTH)).fee_request.account == ACCOUNT
