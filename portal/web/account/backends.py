"""Logging in by e-mail; every request loads the account and its person in one query."""

import uuid

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User


class AccountBackend(AuthenticationBackend):
    """allauth's backend with the person joined: the page header shows their name."""

    def get_user(self, user_id: uuid.UUID) -> User | None:
        """The account of a session, or None when it was closed."""
        user = User.objects.select_related("person").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
