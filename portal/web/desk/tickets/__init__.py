"""The hall from behind the windows: calling numbers, the day's appointments, setting up, figures."""
