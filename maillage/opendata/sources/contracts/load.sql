SELECT
    absent(contract) AS contract,
    -- A SIREN stands here where the source knows no more of its buyer.
    coalesce(read_siret(buyer), read_siren(buyer)) AS buyer_siret,
    absent(buyer_name) AS buyer_name,
    CASE WHEN coalesce(holder_kind, 'SIRET') = 'SIRET' THEN read_siret(holder) END AS holder_siret,
    coalesce(
        CASE WHEN coalesce(holder_kind, 'SIRET') = 'SIRET' THEN left(read_siret(holder), 9) END,
        CASE WHEN holder_kind = 'SIREN' THEN read_siren(holder) END
    ) AS holder_siren,
    absent(holder_name) AS holder_name,
    -- A town's list has its joint holders on lines of their own.
    coalesce(try_cast(holders AS SMALLINT), count(*) OVER (PARTITION BY contract)) AS holders,
    absent(nature) AS nature,
    absent(procedure) AS procedure,
    absent(object) AS object,
    CASE WHEN regexp_matches(cpv, '^[0-9]{8}') THEN left(cpv, 8) END AS cpv,
    read_date(notified_on) AS notified_on,
    NULL::DATE AS consulted_on,
    try_cast(months AS SMALLINT) AS months,
    CASE WHEN abs(try_cast(replace(amount, ',', '.') AS DOUBLE)) < 1e10 THEN read_amount(amount) END AS amount,
    coalesce(read_boolean(framework), false) AS framework,
    -- NULL where the form has no word for them, [] where the buyer says that there are none.
    list_filter(string_split(social, '|'), lambda word: word <> '-') AS social,
    list_filter(string_split(environmental, '|'), lambda word: word <> '-') AS environmental,
    absent(place) AS place,
    raw.file AS file,
    line,
    CASE WHEN absent(contract) IS NULL THEN refused('marché sans numéro', 'id', contract) END AS refusal,
    concat_ws('|',
        noted(abs(try_cast(replace(amount, ',', '.') AS DOUBLE)) >= 1e10, 'montant invraisemblable, laissé vide'),
        noted(absent(amount) IS NOT NULL AND read_amount(amount) IS NULL AND try_cast(amount AS DOUBLE) IS NULL, 'montant illisible, laissé vide'),
        noted(coalesce(holder_kind, 'SIRET') = 'SIRET' AND absent(holder) IS NOT NULL AND read_siret(holder) IS NULL, 'SIRET du titulaire faux, laissé vide'),
        noted(holder_kind = 'SIREN' AND absent(holder) IS NOT NULL AND read_siren(holder) IS NULL, 'SIREN du titulaire faux, laissé vide'),
        noted(odd_date(notified_on), 'date invraisemblable, laissée vide')
    ) AS repairs
FROM raw
