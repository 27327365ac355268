"""The OpenAPI document: what the framework finds out, and what only we know about each operation."""
