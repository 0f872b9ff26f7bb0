"""A session of somebody beside a running portal, as after logging in: asked for through tests/behind.py."""

from accounts.models import User
from tests.access.scene import Scene
from tests.world import World


def session(email: str) -> str:
    """The value of the session's cookie."""
    user = User.objects.select_related("person").get(email=email)
    scene = Scene(World(an=user, lan=user), {email: user})
    scene.log_in([email])
    return scene.cookies[email]
