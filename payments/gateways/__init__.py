"""One folder per gateway, each speaking that gateway's real protocol; port.py says what they have in common.

Adding one is a folder and a line in registry.py.
"""
