"""Packs: one read-only file that answers like the service, without the service, the register or a network."""
