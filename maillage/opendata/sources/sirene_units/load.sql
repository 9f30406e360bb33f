-- What several columns need is computed once, in the inner queries: a macro repeats its argument wherever it names it.
SELECT
    CASE WHEN sound THEN siren ELSE read_siren(siren) END AS siren,
    CASE WHEN rna_sound THEN identifier END AS rna,
    CASE WHEN diffused THEN absent(denominationUniteLegale) END AS name,
    CASE WHEN diffused THEN absent(sigleUniteLegale) END AS sigle,
    CASE WHEN diffused THEN absent(denominationUsuelle1UniteLegale) END AS usual_name,
    read_code(categorieJuridiqueUniteLegale) AS legal_category,
    code(activitePrincipaleUniteLegale) AS naf,
    code(activitePrincipaleNAF25UniteLegale) AS naf25,
    read_code(trancheEffectifsUniteLegale) AS headcount,
    read_year(anneeEffectifsUniteLegale) AS headcount_year,
    created_on,
    CASE etatAdministratifUniteLegale WHEN 'A' THEN true WHEN 'C' THEN false ELSE read_boolean(etatAdministratifUniteLegale) END AS active,
    CASE WHEN etatAdministratifUniteLegale = 'C' THEN read_date(dateDebut) END AS ceased_on,
    CASE economieSocialeSolidaireUniteLegale WHEN 'O' THEN 'O' WHEN 'N' THEN 'N' WHEN 'True' THEN 'O' WHEN 'true' THEN 'O' END AS ess_flag,
    CASE societeMissionUniteLegale WHEN 'O' THEN true WHEN 'N' THEN false END AS mission,
    diffused AS publishable,
    lpad(right(read_code(nicSiegeUniteLegale), 5), 5, '0') AS seat_nic,
    line,
    CASE WHEN NOT sound THEN refuse_siren(siren, 'siren') END AS refusal,
    concat_ws('|',
        CASE WHEN NOT sound THEN noted(NOT valid_siren(siren), 'SIREN aux zéros perdus ou mal écrit, rétabli') END,
        noted(identifier IS NOT NULL AND NOT rna_sound, 'numéro RNA illisible, laissé vide'),
        CASE WHEN created_on IS NULL THEN noted(odd_date(dateCreationUniteLegale), 'date de création invraisemblable, laissée vide') END
    ) AS repairs
FROM (
    SELECT
        *,
        coalesce(regexp_full_match(siren, '[0-9]{9}') AND number > 0 AND luhn9(number), false) AS sound,
        sane_date(created) AS created_on,
        valid_rna(identifier) AS rna_sound
    FROM (
        SELECT
            *,
            try_cast(siren AS BIGINT) AS number,
            bare_date(dateCreationUniteLegale) AS created,
            upper(absent(identifiantAssociationUniteLegale)) AS identifier,
            coalesce(statutDiffusionUniteLegale, 'O') IN ('O', '')
                AND '[ND]' NOT IN (coalesce(denominationUniteLegale, ''), coalesce(nomUniteLegale, ''), coalesce(sigleUniteLegale, '')) AS diffused
        FROM raw
    )
)
