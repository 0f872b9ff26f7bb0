from tests.publisher.people import publishers

__all__ = ["publishers"]
