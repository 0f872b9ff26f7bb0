"""The words of a result, written by publishers: text with places to fill, our layout, a preview as PDF (ADR 0039)."""
