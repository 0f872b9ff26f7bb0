"""Booking a visit: office, matter, day and time, who comes; later by its code: see it, move it, give it up."""
