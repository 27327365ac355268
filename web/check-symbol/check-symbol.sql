-- The check symbol of a code given as :base (12 characters) and :unit ('' where there is none), both in upper case.
-- One query for PostgreSQL and SQLite; no row for a symbol outside the alphabet. The rule: docs/reference/code.md.
WITH RECURSIVE
    -- The field GF(32) with x⁵ + x² + 1: each symbol, its number, and which power of 2 that number is.
    field(symbol, number, exponent) AS (
        VALUES
        ('0', 0, NULL), ('1', 1, 0), ('2', 2, 1), ('3', 3, 18), ('4', 4, 2), ('5', 5, 5),
        ('6', 6, 19), ('7', 7, 11), ('8', 8, 3), ('9', 9, 29), ('A', 10, 6), ('B', 11, 27),
        ('C', 12, 20), ('D', 13, 8), ('E', 14, 12), ('F', 15, 23), ('G', 16, 4), ('H', 17, 10),
        ('J', 18, 30), ('K', 19, 17), ('M', 20, 7), ('N', 21, 22), ('P', 22, 28), ('Q', 23, 26),
        ('R', 24, 21), ('S', 25, 25), ('T', 26, 9), ('V', 27, 16), ('W', 28, 13), ('X', 29, 14),
        ('Y', 30, 24), ('Z', 31, 15)
    ),
    code(text, unit_length) AS (SELECT CAST(:base AS TEXT) || CAST(:unit AS TEXT), LENGTH(CAST(:unit AS TEXT))),
    place(position) AS (
        SELECT 1
        UNION ALL
        SELECT position + 1 FROM place, code WHERE position < LENGTH(text)
    ),
    -- The symbols at their positions, and the length of the unit at position 26.
    term(number, position, exponent) AS (
        SELECT number, position, exponent FROM place, code, field WHERE symbol = SUBSTR(text, position, 1)
        UNION ALL
        SELECT number, 26, exponent FROM code, field WHERE number = unit_length
    ),
    product(number) AS (
        SELECT COALESCE(field.number, 0)
        FROM term LEFT JOIN field ON field.exponent = (term.exponent + term.position) % 31
    ),
    -- The sum of the field: bit by bit, odd or even.
    total(number) AS (
        SELECT
            SUM(number & 1) % 2
            + SUM((number >> 1) & 1) % 2 * 2
            + SUM((number >> 2) & 1) % 2 * 4
            + SUM((number >> 3) & 1) % 2 * 8
            + SUM((number >> 4) & 1) % 2 * 16
        FROM product
    )
SELECT field.symbol
FROM field, total, code
WHERE field.number = total.number AND (SELECT COUNT(*) FROM term) = LENGTH(text) + 1;
