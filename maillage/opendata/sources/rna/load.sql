SELECT
    CASE WHEN valid_rna(upper(id)) THEN upper(id) WHEN taken_over THEN upper(observation) END AS rna,
    CASE WHEN valid_rna(upper(id)) THEN absent(id_ex) ELSE upper(absent(id)) END AS former_number,
    CASE WHEN siret IS NOT NULL AND siret <> '0' THEN read_siret(siret) END AS siret,
    CASE register WHEN 'true' THEN 'waldec' WHEN 'false' THEN 'import' ELSE register END AS register,
    absent(titre) AS title,
    absent(titre_court) AS short_title,
    absent(objet) AS object,
    absent(objet_social1) AS object1,
    absent(objet_social2) AS object2,
    absent(groupement) AS grouping,
    absent(nature) AS nature,
    absent(position) AS position,
    read_date(date_creat) AS created_on,
    read_date(date_decla) AS declared_on,
    read_date(date_disso) AS dissolved_on,
    coalesce(
        joined(numero, repetition, type_voie, voie),
        CASE
            WHEN regexp_matches(adr1, '^[0-9]') THEN joined(adr1, NULL, NULL, NULL)
            WHEN regexp_matches(adr2, '^[0-9]') THEN joined(adr2, NULL, NULL, NULL)
            ELSE coalesce(joined(adr1, NULL, NULL, NULL), joined(adr2, NULL, NULL, NULL))
        END
    ) AS street,
    CASE WHEN regexp_full_match(code_insee, '[0-9][0-9AB][0-9]{3}') AND code_insee <> '00000' THEN code_insee END AS commune,
    CASE WHEN regexp_full_match(code_postal, '[0-9]{5}') AND code_postal <> '00000' THEN code_postal END AS postcode,
    absent(libelle_commune) AS commune_name,
    CASE WHEN contains(siteweb, '.') AND NOT contains(siteweb, '@') THEN replace(absent(siteweb), ' ', '') END AS website,
    try_cast(absent(longitude) AS DOUBLE) AS longitude,
    try_cast(absent(latitude) AS DOUBLE) AS latitude,
    line,
    CASE
        WHEN absent(id) IS NULL THEN refused('numéro RNA absent', 'id', titre)
        WHEN NOT valid_rna(upper(id)) AND NOT regexp_full_match(upper(id), '[0-9][0-9A-Z/-]{3,19}') THEN refused('numéro RNA illisible', 'id', id)
    END AS refusal,
    concat_ws('|',
        noted(siret IS NOT NULL AND siret <> '0' AND NOT valid_siret(siret) AND read_siret(siret) IS NOT NULL, 'SIRET aux zéros perdus ou mal écrit, rétabli'),
        noted(siret IS NOT NULL AND siret <> '0' AND read_siret(siret) IS NULL, 'SIRET faux, laissé vide'),
        noted(odd_date(date_creat) OR odd_date(date_decla) OR odd_date(date_disso), 'date invraisemblable, laissée vide')
    ) AS repairs
FROM (SELECT *, position = 'R' AND valid_rna(upper(observation)) AS taken_over FROM raw)
