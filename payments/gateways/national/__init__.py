"""The payment platform of the national portal (DvcPaymentService, version 1.0.6): init, confirm, query (domain.md §3.8)."""
