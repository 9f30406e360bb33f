SELECT
    read_siren(siren) AS siren,
    absent(name) AS name,
    absent(family) AS family,
    CASE WHEN length(read_code(postcode)) BETWEEN 4 AND 5 THEN lpad(read_code(postcode), 5, '0') END AS postcode,
    absent(commune_name) AS commune_name,
    CASE WHEN absent(department) IS NOT NULL THEN lpad(read_code(department), 2, '0') END AS department,
    line,
    refuse_siren(siren, 'SIREN') AS refusal,
    noted(NOT valid_siren(siren), 'SIREN aux zéros perdus ou mal écrit, rétabli') AS repairs
FROM raw
