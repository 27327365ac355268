"""Changing the register by people, step by step: lock, propose, decide, undo; each step in one transaction."""
