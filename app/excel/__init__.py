"""Lists as Excel files and back: what officials take away, edit at their desk, and bring in again."""
