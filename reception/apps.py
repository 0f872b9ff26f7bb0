from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    """Numbers, appointments, windows."""

    name = "reception"
    verbose_name = "Lấy số, lịch hẹn"
