from django.apps import AppConfig

from eforms import named, ports


class EformsConfig(AppConfig):
    name = "eforms"
    verbose_name = "Biểu mẫu điện tử"

    def ready(self) -> None:
        """Until portal/wiring.py fills the ports, the published lists are known and addresses are not."""
        ports.use(ports.PlainPorts(lists=named.lists()))
