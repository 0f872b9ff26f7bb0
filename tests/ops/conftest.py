from tests.ops.people import office

__all__ = ["office"]
