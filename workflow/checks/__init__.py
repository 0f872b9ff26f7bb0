"""What ``workflow.checker`` looks at, one concern a module; each function yields ``Problem``s."""
