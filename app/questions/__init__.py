"""Questions made from a register, with their right answers, to measure the resolver by.

Nothing here comes from the normaliser or the grammar: names are written and compared by rules of its own, so that a
mistake there cannot hide behind the same mistake here.
"""
