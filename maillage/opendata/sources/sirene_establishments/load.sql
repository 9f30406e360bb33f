-- What several columns need is computed once, in the inner queries: a macro repeats its argument wherever it names it.
SELECT
    CASE WHEN sound THEN siret ELSE read_siret(siret) END AS siret,
    left(CASE WHEN sound THEN siret ELSE read_siret(siret) END, 9) AS siren,
    read_boolean(etablissementSiege) AS seat,
    CASE etatAdministratifEtablissement WHEN 'A' THEN true WHEN 'F' THEN false END AS active,
    created_on,
    CASE WHEN etatAdministratifEtablissement = 'F' THEN began_on END AS closed_on,
    code(activitePrincipaleEtablissement) AS naf,
    code(activitePrincipaleNAF25Etablissement) AS naf25,
    code(trancheEffectifsEtablissement) AS headcount,
    read_year(anneeEffectifsEtablissement) AS headcount_year,
    code(codeCommuneEtablissement) AS commune,
    CASE WHEN diffused THEN code(codePostalEtablissement) END AS postcode,
    CASE WHEN diffused THEN nullif(single_spaced(way), '') END AS street,
    CASE WHEN diffused THEN coalesce(absent(enseigne1Etablissement), absent(denominationUsuelleEtablissement)) END AS brand,
    CASE WHEN diffused THEN coalesce(try_cast(longitude AS DOUBLE), CASE WHEN projected THEN lambert93_longitude(x, y) END) END AS longitude,
    CASE WHEN diffused THEN coalesce(try_cast(latitude AS DOUBLE), CASE WHEN projected THEN lambert93_latitude(x, y) END) END AS latitude,
    diffused AS publishable,
    line,
    CASE WHEN NOT sound THEN refuse_siret(siret, 'siret') END AS refusal,
    concat_ws('|',
        CASE WHEN NOT sound THEN noted(NOT valid_siret(siret), 'SIRET aux zéros perdus ou mal écrit, rétabli') END,
        CASE WHEN created_on IS NULL THEN noted(odd_date(dateCreationEtablissement), 'date de création invraisemblable, laissée vide') END
    ) AS repairs
FROM (
    SELECT
        *,
        coalesce(regexp_full_match(siret, '[0-9]{14}') AND number > 0 AND luhn14(number), false) AS sound,
        sane_date(created) AS created_on,
        sane_date(began) AS began_on,
        -- Overseas departments have projections of their own, which are not read.
        left(codeCommuneEtablissement, 2) NOT IN ('97', '98') AND x BETWEEN 0 AND 1300000 AND y BETWEEN 6000000 AND 7200000 AS projected
    FROM (
        SELECT
            *,
            try_cast(siret AS BIGINT) AS number,
            bare_date(dateCreationEtablissement) AS created,
            bare_date(dateDebut) AS began,
            trim(concat_ws(' ', numeroVoieEtablissement, indiceRepetitionEtablissement, typeVoieEtablissement, libelleVoieEtablissement)) AS way,
            try_cast(abscissa AS DOUBLE) AS x,
            try_cast(ordinate AS DOUBLE) AS y,
            coalesce(statutDiffusionEtablissement, 'O') IN ('O', '')
                AND '[ND]' NOT IN (coalesce(libelleVoieEtablissement, ''), coalesce(enseigne1Etablissement, ''), coalesce(denominationUsuelleEtablissement, '')) AS diffused
        FROM raw
    )
)
