SELECT
    coalesce(read_siret(funder), read_siren(funder)) AS funder_siret,
    absent(funder_name) AS funder_name,
    absent(name) AS beneficiary_name,
    read_siret(identifier) AS beneficiary_siret,
    coalesce(left(read_siret(identifier), 9), read_siren(identifier)) AS beneficiary_siren,
    CASE WHEN valid_rna(upper(absent(rna))) THEN upper(rna) WHEN valid_rna(upper(absent(identifier))) THEN upper(identifier) END AS beneficiary_rna,
    NULL AS place,
    coalesce(
        read_year(budget_year),
        year(read_date(decided)),
        try_cast(regexp_extract(decided, '(19|20)[0-9]{2}') AS SMALLINT),
        try_cast(regexp_extract(paid, '(19|20)[0-9]{2}') AS SMALLINT)
    ) AS year,
    CASE WHEN regexp_matches(decided, '[0-9]{1,4}[-/][0-9]{1,2}[-/][0-9]{1,4}') THEN read_date(decided) END AS decided_on,
    absent(object) AS object,
    absent(nature) AS nature,
    read_amount(amount) AS amount,
    absent(reference) AS reference,
    raw.file AS file,
    line,
    CASE
        WHEN absent(name) IS NULL AND absent(identifier) IS NULL THEN refused('ni nom ni numéro de bénéficiaire', 'nomBeneficiaire', name)
        WHEN absent(amount) IS NULL THEN refused('montant absent', 'montant', amount)
        WHEN read_amount(amount) IS NULL THEN refused('montant illisible', 'montant', amount)
    END AS refusal,
    concat_ws('|',
        noted(try_cast(amount AS DECIMAL(15,2)) IS NULL AND read_amount(amount) IS NOT NULL, 'montant écrit en toutes lettres ou avec des espaces, lu'),
        noted(rounded_number(identifier), 'SIRET du bénéficiaire arrondi par un tableur : perdu, laissé vide'),
        noted(
            absent(identifier) IS NOT NULL AND NOT rounded_number(identifier) AND NOT valid_siret(identifier)
            AND coalesce(read_siret(identifier), read_siren(identifier)) IS NOT NULL AND NOT valid_siren(identifier),
            'numéro du bénéficiaire aux zéros perdus ou mal écrit, rétabli'),
        noted(
            absent(identifier) IS NOT NULL AND NOT rounded_number(identifier) AND NOT valid_rna(upper(identifier))
            AND read_siret(identifier) IS NULL AND read_siren(identifier) IS NULL,
            'numéro du bénéficiaire faux, laissé vide')
    ) AS repairs
FROM raw
