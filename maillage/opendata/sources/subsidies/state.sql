-- « NOM - 06 MOUANS SARTOUX »: the department and the town stand in the cell of the name.
SELECT
    NULL AS funder_siret,
    'État' AS funder_name,
    CASE
        WHEN regexp_matches(name, '^.+ - ([0-9]{2,3}|2[AB]) [^-]+.*$') THEN trim(regexp_extract(name, '^(.+) - ([0-9]{2,3}|2[AB]) .+$', 1))
        ELSE absent(name)
    END AS beneficiary_name,
    NULL AS beneficiary_siret,
    read_siren(siren) AS beneficiary_siren,
    NULL AS beneficiary_rna,
    coalesce(absent(raw.place), nullif(regexp_extract(name, '^.+ - (([0-9]{2,3}|2[AB]) .+)$', 1), '')) AS place,
    -- « …en-2010.csv »: the list says its year in its name alone.
    try_cast(nullif(regexp_extract(raw.file, '.*((19|20)[0-9]{2})', 1), '') AS SMALLINT) AS year,
    NULL AS decided_on,
    absent(line_of) AS object,
    NULL AS nature,
    read_amount(amount) AS amount,
    NULL AS reference,
    raw.file AS file,
    line,
    CASE
        WHEN absent(amount) IS NULL AND absent(total) IS NOT NULL THEN merged('total d’une association, dont le détail est compté', 'Total des subventions', total)
        WHEN absent(name) IS NULL THEN refused('nom absent', 'ASSOCIATION', name)
        WHEN read_amount(amount) IS NULL THEN refused('montant absent ou illisible', 'Détail des subventions', amount)
    END AS refusal,
    noted(absent(siren) IS NOT NULL AND read_siren(siren) IS NULL, 'SIREN faux, laissé vide') AS repairs
FROM raw
