"""A gateway to try with: its own small HTTP server that plays VNPAY 2.1.0, with faults to switch on.

    python -m payments.sandbox --port 8099 --ipn-url http://127.0.0.1:8000/thanh-toan/vnpay/ipn

It verifies our signature, shows a bank's page (Thanh toán, Hủy), calls the IPN address over real HTTP until it is
confirmed, sends the payer back, answers querydr. It knows nothing of Django, of our database or of our settings; it
shares the pure wire format (gateways/vnpay/protocol.py) only. bank.py is the gateway, server.py its HTTP, page.py its pages.
"""
