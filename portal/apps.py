from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The composition root: connects events and outbox topics to their listeners when Django is ready."""

    name = "portal"
    verbose_name = "Cổng"

    def ready(self) -> None:
        from portal import wiring

        wiring.connect()
