SELECT
    read_siren(siren) AS siren,
    CASE WHEN valid_rna(upper(identifiantAssociationUniteLegale)) THEN upper(identifiantAssociationUniteLegale) END AS rna,
    CASE WHEN diffused THEN absent(denominationUniteLegale) END AS name,
    CASE WHEN diffused THEN absent(sigleUniteLegale) END AS sigle,
    CASE WHEN diffused THEN absent(denominationUsuelle1UniteLegale) END AS usual_name,
    read_code(categorieJuridiqueUniteLegale) AS legal_category,
    absent(activitePrincipaleUniteLegale) AS naf,
    absent(activitePrincipaleNAF25UniteLegale) AS naf25,
    read_code(trancheEffectifsUniteLegale) AS headcount,
    read_year(anneeEffectifsUniteLegale) AS headcount_year,
    read_date(dateCreationUniteLegale) AS created_on,
    CASE etatAdministratifUniteLegale WHEN 'A' THEN true WHEN 'C' THEN false ELSE read_boolean(etatAdministratifUniteLegale) END AS active,
    CASE WHEN etatAdministratifUniteLegale = 'C' THEN read_date(dateDebut) END AS ceased_on,
    CASE lower(economieSocialeSolidaireUniteLegale) WHEN 'o' THEN 'O' WHEN 'n' THEN 'N' WHEN 'true' THEN 'O' END AS ess_flag,
    CASE societeMissionUniteLegale WHEN 'O' THEN true WHEN 'N' THEN false END AS mission,
    diffused AS publishable,
    lpad(right(read_code(nicSiegeUniteLegale), 5), 5, '0') AS seat_nic,
    line,
    refuse_siren(siren, 'siren') AS refusal,
    concat_ws('|',
        noted(NOT valid_siren(siren), 'SIREN aux zéros perdus ou mal écrit, rétabli'),
        noted(absent(identifiantAssociationUniteLegale) IS NOT NULL AND NOT valid_rna(upper(identifiantAssociationUniteLegale)), 'numéro RNA illisible, laissé vide'),
        noted(odd_date(dateCreationUniteLegale), 'date de création invraisemblable, laissée vide')
    ) AS repairs
FROM (
    SELECT
        *,
        coalesce(statutDiffusionUniteLegale, 'O') IN ('O', '')
            AND '[ND]' NOT IN (coalesce(denominationUniteLegale, ''), coalesce(nomUniteLegale, ''), coalesce(sigleUniteLegale, '')) AS diffused
    FROM raw
)
