"""The publics for whom a service is meant: the codes are those of the data.inclusion schema, version 1."""

from .terms import Term, Vocabulary

PUBLICS = Vocabulary(
    "publics",
    (
        Term(
            code="tous-publics",
            label="Tous publics",
            definition="Sans condition d’âge, de lieu ni de situation.",
        ),
        Term(code="familles", label="Familles", definition="Parents, enfants et leurs proches."),
        Term(code="jeunes", label="Jeunes", definition="Adolescents et jeunes adultes."),
        Term(code="etudiants", label="Étudiants", definition="Personnes qui suivent des études supérieures."),
        Term(code="seniors", label="Personnes âgées", definition="Personnes âgées et retraitées."),
        Term(
            code="femmes",
            label="Femmes",
            definition="Femmes, en particulier isolées ou victimes de violences.",
        ),
        Term(
            code="personnes-en-situation-de-handicap",
            label="Personnes handicapées",
            definition="Tout handicap, moteur, sensoriel, mental, psychique ou invisible.",
        ),
        Term(
            code="demandeurs-emploi",
            label="Demandeurs d’emploi",
            definition="Personnes à la recherche d’un emploi, inscrites ou non.",
        ),
        Term(
            code="actifs",
            label="Personnes en emploi",
            definition="Personnes qui travaillent, salariées, indépendantes ou agents publics.",
        ),
        Term(
            code="beneficiaires-des-minimas-sociaux",
            label="Bénéficiaires de minima sociaux",
            definition="Personnes qui reçoivent le RSA, l’AAH, l’ASS ou une autre allocation de solidarité.",
        ),
        Term(
            code="residents-qpv-frr",
            label="Habitants des quartiers prioritaires ou du rural fragile",
            definition="Habitants d’un quartier prioritaire de la ville ou d’une zone France ruralités.",
        ),
        Term(
            code="personnes-exilees",
            label="Personnes exilées",
            definition="Demandeurs d’asile, réfugiés et personnes immigrées.",
        ),
        Term(
            code="personnes-en-situation-durgence",
            label="Personnes en situation d’urgence",
            definition="Personnes sans abri, en grande précarité ou en danger.",
        ),
        Term(
            code="personnes-en-situation-juridique-specifique",
            label="Personnes suivies par la justice",
            definition="Personnes détenues, sortant de détention ou sous mesure de justice.",
        ),
    ),
)
