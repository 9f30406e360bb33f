SELECT
    absent(number) AS number,
    CASE WHEN absent(siret) IS NOT NULL THEN read_siret(siret) END AS siret,
    absent(category) AS category,
    coalesce(absent(long_name), absent(short_name)) AS name,
    -- Overseas departments are 9A to 9F there; the commune keeps its three digits.
    CASE
        WHEN length(commune) <> 3 THEN NULL
        WHEN regexp_full_match(department, '9[A-F]') THEN '97' || commune
        WHEN length(department) = 2 THEN department || commune
    END AS commune,
    nullif(regexp_extract(town, '^([0-9]{5}) ', 1), '') AS postcode,
    line,
    CASE WHEN absent(number) IS NULL OR NOT regexp_full_match(number, '[0-9][0-9A-Z][0-9]{7}') THEN refused('numéro FINESS illisible', 'nofinesset', number) END AS refusal,
    concat_ws('|',
        noted(absent(siret) IS NOT NULL AND NOT valid_siret(siret) AND read_siret(siret) IS NOT NULL, 'SIRET aux zéros perdus ou mal écrit, rétabli'),
        noted(absent(siret) IS NOT NULL AND read_siret(siret) IS NULL, 'SIRET faux, laissé vide')
    ) AS repairs
FROM raw
