"""Whose request it is, as far as the network tells: behind ``TRUSTED_PROXIES`` proxies, not the proxy's own address."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest


def address(request: HttpRequest) -> str:
    """The client's IP address, for limits and for the gateway; nothing else uses it."""
    return get_adapter(request).get_client_ip(request) or ""
