"""AGPL-3.0, section 13: who uses the portal is offered its source."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
SOURCE = "https://example.vn/ma-nguon"


@pytest.mark.parametrize(("given", "shown"), [(SOURCE, True), ("", False)])
def test_the_source_is_offered_where_the_operator_says_it_is(client: Client, settings, given: str, shown: bool) -> None:
    settings.SOURCE_URL = given
    page = client.get("/gioi-thieu/").content.decode()
    assert (f'href="{SOURCE}"' in page) is shown
    assert ("mã nguồn đang chạy" in page) is shown
