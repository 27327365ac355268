"""The sample city: seeded synthetic layers of Hanoi's shape, for demonstrations and tests."""
