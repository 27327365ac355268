"""The command line: one module a command, each parsing values, calling one function, printing one report."""
