"""Whole layers of one dataset version as files that other programs open, each with its digest and its description."""
