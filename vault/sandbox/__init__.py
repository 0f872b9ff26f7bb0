"""Services that signing leans on, to try with: each a process of its own, with faults to switch on (``/__faults?set=late``).

    python -m vault.sandbox tsa --port 8095 --key-file var/signing/tsa.p12
    python -m vault.sandbox csc --port 8094 --ca-file var/signing/ca/root.p12
    python -m vault.sandbox ca --port 8093 --ca-file var/signing/ca/root.p12 --crl-file var/signing/crl/demo-root.crl

``tsa`` plays a time stamp authority (RFC 3161), ``csc`` a remote signing service (CSC API 1.0.4: it stands for the public
providers whose keys citizens use), ``ca`` the public side of a CA (its CRL, OCSP). None knows our database or our settings.
Passwords come by environment or file.
"""
