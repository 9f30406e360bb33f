-- Each period but the last of an establishment goes into it: the last tells its state, the first its creation.
SELECT
    read_siret(siret) AS siret,
    left(read_siret(siret), 9) AS siren,
    NULL::BOOLEAN AS seat,
    etat = 'A' AS active,
    min(read_date(dateDebut)) OVER periods AS created_on,
    CASE WHEN etat = 'F' THEN read_date(dateDebut) END AS closed_on,
    absent(code_ape) AS naf,
    NULL::VARCHAR AS naf25,
    absent(code_tranche) AS headcount,
    NULL::SMALLINT AS headcount_year,
    absent(code_commune) AS commune,
    NULL::VARCHAR AS postcode,
    NULL::VARCHAR AS street,
    NULL::VARCHAR AS brand,
    NULL::DOUBLE AS longitude,
    NULL::DOUBLE AS latitude,
    true AS publishable,
    line,
    CASE
        WHEN refuse_siret(siret, 'siret') IS NOT NULL THEN refuse_siret(siret, 'siret')
        WHEN row_number() OVER (PARTITION BY siret ORDER BY dateFin IS NOT NULL, dateDebut DESC) > 1
            THEN merged('période antérieure, réunie à son établissement', 'siret', siret)
    END AS refusal,
    noted(NOT valid_siret(siret), 'SIRET aux zéros perdus ou mal écrit, rétabli') AS repairs
FROM raw
WINDOW periods AS (PARTITION BY siret)
