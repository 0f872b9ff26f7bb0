"""What other systems read over HTTP; one folder a version, and a version never changes its answers' shape."""
