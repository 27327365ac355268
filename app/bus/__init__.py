"""The city's data bus (LGSP): which of its systems asks, told by the bus and never by the system itself."""
