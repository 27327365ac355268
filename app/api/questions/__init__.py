"""Routes of questions: what an address means, what is at a point, what may follow, whether a code belongs."""
