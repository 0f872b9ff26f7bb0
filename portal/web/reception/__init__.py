"""The hall itself: a kiosk that gives numbers, a board that calls them, and one's own number on a phone."""
