"""The grammar of Hanoi addresses: text in, typed readings out."""
