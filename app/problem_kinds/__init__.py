"""Every kind of problem that the service tells, each with a page of its own."""
