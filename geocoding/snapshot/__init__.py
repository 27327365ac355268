"""The compiled, read-only form of the register that answers questions: built aside, activated by one rename."""
