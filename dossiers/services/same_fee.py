"""What was paid for is what is issued: a corrected filing may ask neither for more nor for less than the fee was for."""

from typing import Any

from django.utils.translation import gettext as _

from common.errors import Incomplete
from common.money import vnd
from dossiers.loaded import Loaded
from dossiers.models import Dossier
from dossiers.states import RULE_CHANNEL


def must_cost_the_same(dossier: Dossier, loaded: Loaded, answers: dict[str, Any]) -> None:
    """Raise ``Incomplete`` where the corrected ``answers`` cost another fee than those that were filed."""
    channel = RULE_CHANNEL[dossier.channel]
    before, after = loaded.fee(dossier.answers, channel).total, loaded.fee(answers, channel).total
    if before != after:
        said = _("Phí của hồ sơ là %(paid)s, phần sửa cần %(now)s. Giữ số lượng như khi nộp; cần thêm thì nộp hồ sơ khác.")
        raise Incomplete([said % {"paid": vnd(before), "now": vnd(after)}])
