from tests.publisher.desk import desk
from tests.publisher.people import publishers

__all__ = ["desk", "publishers"]
