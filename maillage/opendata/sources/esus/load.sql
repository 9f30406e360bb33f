SELECT
    read_siren(siren) AS siren,
    absent(name) AS name,
    read_date(agreed_on) AS agreed_on,
    read_date(until_on) AS until_on,
    CASE WHEN absent(department) IS NOT NULL THEN lpad(regexp_extract(read_code(department), '^[0-9AB]+'), 2, '0') END AS department,
    line,
    refuse_siren(siren, 'SIREN') AS refusal,
    concat_ws('|',
        noted(read_siren(siren) <> bare_digits(siren), 'SIREN aux zéros perdus ou mal écrit, rétabli'),
        noted(odd_date(agreed_on) OR odd_date(until_on), 'date illisible ou invraisemblable, laissée vide')
    ) AS repairs
FROM raw
