SELECT
    absent(number) AS number,
    CASE WHEN absent(siret) IS NOT NULL THEN read_siret(siret) END AS siret,
    absent(name) AS name,
    absent(kind) AS kind,
    read_date(created_on) AS created_on,
    absent(street) AS street,
    CASE WHEN length(read_code(postcode)) BETWEEN 4 AND 5 THEN lpad(read_code(postcode), 5, '0') END AS postcode,
    absent(commune_name) AS commune_name,
    line,
    CASE WHEN absent(name) IS NULL AND absent(number) IS NULL THEN refused('ni nom ni numéro', 'titre', name) END AS refusal,
    concat_ws('|',
        noted(absent(siret) IS NOT NULL AND NOT valid_siret(siret) AND read_siret(siret) IS NOT NULL, 'SIRET aux zéros perdus ou mal écrit, rétabli'),
        noted(absent(siret) IS NOT NULL AND read_siret(siret) IS NULL, 'SIRET faux, laissé vide'),
        noted(odd_date(created_on), 'date invraisemblable, laissée vide')
    ) AS repairs
FROM raw
