"""Words of money for templates."""

from django import template

from payments.gateways import registry

register = template.Library()


@register.filter
def gateway_name(key: str) -> str:
    """vnpay → Thanh toán trực tuyến qua cổng thanh toán VNPAY, as receipts say it."""
    return registry.get(key).method
