"""Django's makemessages, which also knows the short name under which eforms/building marks its tables of words."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """``n("…")`` is ``gettext_noop``."""

    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=n"]
