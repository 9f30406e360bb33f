SELECT
    read_siret(siret) AS siret,
    coalesce(left(read_siret(siret), 9), read_siren(siren)) AS siren,
    upper(absent(kind)) AS kind,
    absent(name) AS name,
    absent(brand) AS brand,
    absent(street) AS street,
    CASE WHEN length(read_code(postcode)) BETWEEN 4 AND 5 THEN lpad(read_code(postcode), 5, '0') END AS postcode,
    absent(commune) AS commune,
    absent(commune_name) AS commune_name,
    try_cast(absent(longitude) AS DOUBLE) AS longitude,
    try_cast(absent(latitude) AS DOUBLE) AS latitude,
    line,
    CASE
        WHEN kind = 'GEIQ' AND regexp_matches(strip_accents(upper(name)), '^FEDERATION') THEN merged('fédération de Geiq, pas un groupement', 'name', name)
        WHEN absent(name) IS NULL AND absent(siret) IS NULL THEN refused('ni nom ni SIRET', 'siret', siret)
        WHEN absent(siret) IS NOT NULL THEN refuse_siret(siret, 'siret')
    END AS refusal,
    noted(absent(siret) IS NOT NULL AND NOT valid_siret(siret), 'SIRET aux zéros perdus ou mal écrit, rétabli') AS repairs
FROM raw
