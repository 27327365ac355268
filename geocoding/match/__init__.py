"""Resolve, reverse and suggest over one snapshot."""
