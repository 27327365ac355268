"""The history of the register's schema: one, for SQLite and for PostgreSQL with PostGIS."""
