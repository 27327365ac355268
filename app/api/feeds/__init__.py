"""Routes of what other systems keep up with: changes, webhooks, exported files."""
