"""Webhooks after Standard Webhooks: short signed messages about changes, to addresses that callers have named."""
