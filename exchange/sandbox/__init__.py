"""Registers to try with: a small HTTP server that plays CSDL dân cư (SOAP) and CSDL doanh nghiệp (JSON), with faults.

    python -m exchange.sandbox --port 8098

It knows the people and companies of ``known.json`` (those of the demonstration, synthetic). ``/__faults?set=slow,garbage``
switches faults for every request; ``/__asked`` says how often it was asked. It imports neither Django nor our own code.
"""
