"""Time stamps (RFC 3161): where they come from, and what happens when none is to be had (fault F20, ADR 0038).

TSA_URL     address of the service; empty: signatures are B-B
TSA_POLICY  ``required`` (the rule when TSA_URL is set): without a time stamp nothing is signed and nothing issued;
            ``wanted``: a lost service costs the time stamp, not the signature
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings

from vault.refusals import NoTimeStamp

if TYPE_CHECKING:
    from asn1crypto import cms
    from pyhanko.sign.timestamps import TimeStamper

REQUIRED, WANTED = "required", "wanted"
_SECONDS = 5
_HASH = "sha256"


async def stamper() -> "TimeStamper | None":
    """The service, asked once whether it answers; None where there is none and none is demanded. Raises ``NoTimeStamp``."""
    required = settings.TSA_POLICY == REQUIRED
    if not settings.TSA_URL:
        if required:
            raise NoTimeStamp
        return None
    from pyhanko.sign.timestamps.common_utils import TimestampRequestError

    service = _service(settings.TSA_URL)
    try:
        # Its answer is kept in the process: it says how long a time stamp is, and whose certificate has to be proven.
        await service.async_dummy_response(_HASH)
    except (TimestampRequestError, ValueError) as error:
        if required:
            raise NoTimeStamp from error
        return None
    return service


@lru_cache(maxsize=4)
def _service(url: str) -> "TimeStamper":
    from pyhanko.sign.timestamps.common_utils import TimestampRequestError
    from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper

    class Service(RequestsHTTPTimeStamper):
        """What is no time stamp at all (a maintenance page, rubbish) is a failure to stamp like any other."""

        async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> "cms.ContentInfo":
            try:
                return await super().async_timestamp(message_digest, md_algorithm)
            except (ValueError, TypeError, KeyError) as error:
                raise TimestampRequestError("not a time stamp") from error

    return Service(url, timeout=_SECONDS)
