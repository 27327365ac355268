"""Files of many questions: read as they are, answered row by row, and given back with the answers beside them."""
