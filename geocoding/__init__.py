"""Where things are, and what an address text means: pure, without web or SQL."""
