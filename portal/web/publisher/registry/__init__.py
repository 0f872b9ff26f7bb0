"""The registry: who offers what, what changes when, stopped intakes, legal bases, many drafts at once, health, savings."""
