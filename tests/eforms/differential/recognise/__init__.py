"""How the deliberate differences are recognised: each function looks at one point, narrowly."""
