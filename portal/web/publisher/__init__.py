"""The publisher's site (/bien-tap/): what the people see who write, judge and publish procedures."""
