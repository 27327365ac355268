"""Routes of batches: many questions in one file, answered by workers."""
