"""Vector tiles of our own data: which part of the world a tile is, what it shows, and how it is written."""
