-- Macros that every source's query may use. A query gives, beside the columns of its table:
--   refusal: NULL, or refused(reason, column, value): the row is left out;
--            or merged(…) alike, for a row that is gathered with another and so is not lost;
--   repairs: noted(…) joined by concat_ws('|', …): what had to be repaired in a row that is kept.
-- Beside the layout's columns, `raw` has `line` and `file`, the name of the file.
-- getvariable('vintage') is the date of the load.

CREATE MACRO absent(x) AS
    CASE WHEN x IS NULL OR x IN ('', '[ND]', '_') THEN NULL ELSE NULLIF(trim(x), '') END;

CREATE MACRO noted(condition, reason) AS CASE WHEN condition THEN reason END;
CREATE MACRO refused(reason, named, x) AS reason || chr(31) || named || chr(31) || left(coalesce(x, ''), 80);
CREATE MACRO merged(reason, named, x) AS '=' || refused(reason, named, x);

-- Luhn's key on the last nine or fourteen digits of a number: the second from the right is doubled, and so on.
CREATE MACRO doubled(n, place) AS (((n // place) % 10) * 2) // 10 + (((n // place) % 10) * 2) % 10;
CREATE MACRO luhn9(n) AS (
    n % 10 + doubled(n, 10) + (n // 100) % 10 + doubled(n, 1000) + (n // 10000) % 10 + doubled(n, 100000)
    + (n // 1000000) % 10 + doubled(n, 10000000) + (n // 100000000) % 10) % 10 = 0;
CREATE MACRO luhn14(n) AS (
    n % 10 + doubled(n, 10) + (n // 100) % 10 + doubled(n, 1000) + (n // 10000) % 10 + doubled(n, 100000)
    + (n // 1000000) % 10 + doubled(n, 10000000) + (n // 100000000) % 10 + doubled(n, 1000000000)
    + (n // 10000000000) % 10 + doubled(n, 100000000000) + (n // 1000000000000) % 10
    + doubled(n, 10000000000000)) % 10 = 0;
CREATE MACRO digit_sum(n) AS
    n % 10 + (n // 10) % 10 + (n // 100) % 10 + (n // 1000) % 10 + (n // 10000) % 10 + (n // 100000) % 10
    + (n // 1000000) % 10 + (n // 10000000) % 10 + (n // 100000000) % 10 + (n // 1000000000) % 10
    + (n // 10000000000) % 10 + (n // 100000000000) % 10 + (n // 1000000000000) % 10 + (n // 10000000000000) % 10;

-- CASE, for it alone spares the rows that a branch does not concern. The establishments of La Poste (SIREN
-- 356000000) have a key of their own: the sum of their digits is a multiple of 5.
CREATE MACRO valid_siren(x) AS
    CASE
        WHEN regexp_full_match(x, '[0-9]{9}') THEN luhn9(x::BIGINT) AND x <> '000000000'
        ELSE false
    END;
CREATE MACRO valid_siret(x) AS
    CASE
        WHEN NOT coalesce(regexp_full_match(x, '[0-9]{14}'), false) THEN false
        WHEN luhn14(x::BIGINT) THEN x <> '00000000000000'
        ELSE starts_with(x, '356000000') AND digit_sum(x::BIGINT) % 5 = 0
    END;
CREATE MACRO valid_rna(x) AS coalesce(regexp_full_match(x, 'W[0-9][0-9A-Z][0-9]{7}'), false);

-- Digits as they were typed: without spaces, dots, nor the ".0" of a spreadsheet. At most three zeros are put
-- back in front, as kernel.identifiers does, and only if the key then holds.
CREATE MACRO bare_digits(x) AS regexp_replace(regexp_replace(x, '^([0-9 ]+)[.,]0+$', '\1'), '[ .\x{a0}\x{202f}-]', '', 'g');
CREATE MACRO read_siren(x) AS
    CASE
        WHEN valid_siren(x) THEN x
        WHEN x IS NULL OR length(x) > 20 THEN NULL
        WHEN valid_siren(lpad(bare_digits(x), 9, '0')) AND length(bare_digits(x)) BETWEEN 6 AND 9
            THEN lpad(bare_digits(x), 9, '0')
    END;
CREATE MACRO read_siret(x) AS
    CASE
        WHEN valid_siret(x) THEN x
        WHEN x IS NULL OR length(x) > 25 THEN NULL
        WHEN valid_siret(lpad(bare_digits(x), 14, '0')) AND length(bare_digits(x)) BETWEEN 11 AND 14
            THEN lpad(bare_digits(x), 14, '0')
    END;
-- Why a number could not be read, in French.
CREATE MACRO rounded_number(x) AS coalesce(regexp_full_match(x, '[+-]?[0-9]+([.,][0-9]*)?[eE][+]?[0-9]+'), false);
CREATE MACRO number_fault(what, size, x) AS
    CASE
        WHEN absent(x) IS NULL THEN what || ' absent'
        WHEN rounded_number(x) THEN what || ' arrondi par un tableur : ses chiffres sont perdus'
        WHEN NOT regexp_full_match(bare_digits(x), '[0-9]+') THEN what || ' illisible'
        WHEN length(bare_digits(x)) > size OR length(bare_digits(x)) < size - 3
            THEN what || ' de longueur fausse (' || size || ' chiffres attendus)'
        ELSE what || ' à la clé de contrôle fausse'
    END;
CREATE MACRO refuse_siren(x, named) AS
    CASE WHEN valid_siren(x) OR read_siren(x) IS NOT NULL THEN NULL ELSE refused(number_fault('SIREN', 9, x), named, x) END;
CREATE MACRO refuse_siret(x, named) AS
    CASE WHEN valid_siret(x) OR read_siret(x) IS NOT NULL THEN NULL ELSE refused(number_fault('SIRET', 14, x), named, x) END;

-- A date, NULL when absent. 0001-01-01 and 1900-01-01 are the registers' ways to say that it is not known; a date
-- that nobody can have meant (before 1500, ten years past the vintage) is left out, and noted.
CREATE MACRO bare_date(x) AS
    CASE
        WHEN x IS NULL THEN NULL
        WHEN contains(x, '/') THEN try_strptime(left(x, 10), '%d/%m/%Y')::DATE
        ELSE try_cast(left(x, 10) AS DATE)
    END;
CREATE MACRO sane_date(d) AS
    CASE
        WHEN d BETWEEN DATE '1500-01-01' AND getvariable('vintage')::DATE + 3653 AND d <> DATE '1900-01-01' THEN d
    END;
CREATE MACRO read_date(x) AS sane_date(bare_date(x));
CREATE MACRO odd_date(x) AS
    absent(x) IS NOT NULL AND read_date(x) IS NULL
    AND NOT starts_with(x, '0001-01-01') AND NOT starts_with(x, '1900-01-01');

CREATE MACRO read_year(x) AS try_cast(try_cast(x AS DOUBLE) AS SMALLINT);
CREATE MACRO read_code(x) AS CASE WHEN suffix(x, '.0') THEN left(x, -2) ELSE absent(x) END;
CREATE MACRO code(x) AS CASE WHEN x NOT IN ('', '[ND]') THEN x END;
CREATE MACRO read_boolean(x) AS
    CASE lower(x) WHEN 'true' THEN true WHEN 'false' THEN false WHEN 'oui' THEN true WHEN 'non' THEN false END;
CREATE MACRO single_spaced(x) AS CASE WHEN contains(x, '  ') THEN regexp_replace(x, ' +', ' ', 'g') ELSE x END;
CREATE MACRO joined(a, b, c, d) AS
    nullif(single_spaced(concat_ws(' ', absent(a), absent(b), absent(c), absent(d))), '');

-- Lambert-93 (IGN: conic of one parallel, GRS80) to degrees; the latitude by its series in the conformal latitude,
-- true to the millimetre.
CREATE MACRO lambert93_longitude(x, y) AS
    round(3 + degrees(atan((x - 700000) / (12655612.049876 - y))) / 0.7256077650532670, 6);
CREATE MACRO conformal_latitude(x, y) AS
    2 * atan(exp(-ln(sqrt((x - 700000) ** 2 + (y - 12655612.049876) ** 2) / 11754255.426096) / 0.7256077650532670))
    - pi() / 2;
CREATE MACRO geodetic_latitude(chi) AS
    round(degrees(chi + 3.356551413e-3 * sin(2 * chi) + 6.571731e-6 * sin(4 * chi) + 1.7500e-8 * sin(6 * chi)), 6);
CREATE MACRO lambert93_latitude(x, y) AS geodetic_latitude(conformal_latitude(x, y));

-- A sum in euros as people write it: « 97 000euros », « 1.250,50 € », « 3 000 ». NULL when it is none.
CREATE MACRO bare_amount(x) AS regexp_replace(lower(absent(x)), '[ \x{a0}\x{202f}€\n]|euros?|eur', '', 'g');
CREATE MACRO read_amount(x) AS try_cast(
    CASE
        WHEN regexp_full_match(bare_amount(x), '-?[0-9]{1,3}([.][0-9]{3})+(,[0-9]+)?')
            THEN replace(replace(bare_amount(x), '.', ''), ',', '.')
        ELSE replace(bare_amount(x), ',', '.')
    END AS DECIMAL(15,2));
