"""Pages for citizens, made by the service: they need no script, keep nothing, and show no names."""
