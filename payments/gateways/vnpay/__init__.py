"""VNPAY 2.1.0: protocol.py is the wire format (pure, no Django), client.py the HTTP, adapter.py the two behind the port."""
