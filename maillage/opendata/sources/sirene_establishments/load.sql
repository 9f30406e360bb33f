SELECT
    read_siret(siret) AS siret,
    left(read_siret(siret), 9) AS siren,
    read_boolean(etablissementSiege) AS seat,
    CASE etatAdministratifEtablissement WHEN 'A' THEN true WHEN 'F' THEN false END AS active,
    read_date(dateCreationEtablissement) AS created_on,
    CASE WHEN etatAdministratifEtablissement = 'F' THEN read_date(dateDebut) END AS closed_on,
    absent(activitePrincipaleEtablissement) AS naf,
    absent(activitePrincipaleNAF25Etablissement) AS naf25,
    absent(trancheEffectifsEtablissement) AS headcount,
    read_year(anneeEffectifsEtablissement) AS headcount_year,
    absent(codeCommuneEtablissement) AS commune,
    CASE WHEN diffused THEN absent(codePostalEtablissement) END AS postcode,
    CASE WHEN diffused THEN joined(numeroVoieEtablissement, indiceRepetitionEtablissement, typeVoieEtablissement, libelleVoieEtablissement) END AS street,
    CASE WHEN diffused THEN coalesce(absent(enseigne1Etablissement), absent(denominationUsuelleEtablissement)) END AS brand,
    CASE WHEN diffused THEN coalesce(try_cast(longitude AS DOUBLE), CASE WHEN projected THEN lambert93_longitude(x, y) END) END AS longitude,
    CASE WHEN diffused THEN coalesce(try_cast(latitude AS DOUBLE), CASE WHEN projected THEN lambert93_latitude(x, y) END) END AS latitude,
    diffused AS publishable,
    line,
    refuse_siret(siret, 'siret') AS refusal,
    concat_ws('|',
        noted(NOT valid_siret(siret), 'SIRET aux zéros perdus ou mal écrit, rétabli'),
        noted(odd_date(dateCreationEtablissement), 'date de création invraisemblable, laissée vide')
    ) AS repairs
FROM (
    SELECT
        *,
        coalesce(statutDiffusionEtablissement, 'O') IN ('O', '')
            AND '[ND]' NOT IN (coalesce(libelleVoieEtablissement, ''), coalesce(enseigne1Etablissement, ''), coalesce(denominationUsuelleEtablissement, '')) AS diffused,
        try_cast(abscissa AS DOUBLE) AS x,
        try_cast(ordinate AS DOUBLE) AS y,
        -- Overseas departments have projections of their own, which are not read.
        left(codeCommuneEtablissement, 2) NOT IN ('97', '98') AND x BETWEEN 0 AND 1300000 AND y BETWEEN 6000000 AND 7200000 AS projected
    FROM raw
)
