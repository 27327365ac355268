"""Which code a household has, and which households have none: pure, without web or SQL."""
