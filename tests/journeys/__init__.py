"""The main job in a real browser (marker e2e): see browser.py for how pages are used and looked at."""
