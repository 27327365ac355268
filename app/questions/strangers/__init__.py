"""A second way of asking, in other words: what strangers write, put down from how people write, not from our grammar.

It shares with the rest of `app.questions` what a text *means* (`homes`, `areas`), and no wording.
"""
