"""Gateways to try with: small HTTP servers, each a process of its own, with faults to switch on (``/__faults?set=late``).

    python -m payments.sandbox vnpay --port 8099 --ipn-url http://127.0.0.1:8000/thanh-toan/vnpay/ipn
    python -m payments.sandbox national --port 8097 --ipn-url http://127.0.0.1:8000/thanh-toan/quoc-gia/xac-nhan
    python -m payments.sandbox bank --port 8096

``vnpay`` plays VNPAY 2.1.0 (pay, IPN, querydr, refund), ``national`` the national payment platform (init, confirm, query),
``bank`` an account that is paid by VietQR and gives statements (/saoke.csv, /saoke.xml). None knows our database or our
settings: they share the pure wire formats only. bank.py, server.py and page.py are VNPAY's; national.py and account.py the two
others.
"""
