"""Opening hours: the codes and the French sentence say the same, and what is wrong is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.kernel.opening_hours import (
    DAYS,
    MONTHS,
    OpeningHoursError,
    opening_hours_in_french,
    parse_opening_hours,
)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("codes", "french"),
    [
        (
            "Mo-Fr 09:00-12:00,14:00-18:00; Sa 10:00-12:00; PH off",
            "Du lundi au vendredi de 9 h à 12 h et de 14 h à 18 h ; le samedi de 10 h à 12 h ; "
            "fermé les jours fériés",
        ),
        ("24/7", "Ouvert jour et nuit, tous les jours"),
        ("Mo,We 09:30-12:00", "Le lundi et le mercredi de 9 h 30 à 12 h"),
        ("Sa[1,3] 14:00-17:30", "Le premier et le troisième samedi du mois de 14 h à 17 h 30"),
        ("Jul 14-Aug 31 off", "Fermé du 14 juillet au 31 août"),
        ("Oct Su 10:00-24:00", "En octobre, le dimanche de 10 h à minuit"),
        ("SH Mo-Fr 10:00-12:00", "Pendant les vacances scolaires, du lundi au vendredi de 10 h à 12 h"),
        ('Tu 14:00-17:00 "sur rendez-vous"', "Le mardi de 14 h à 17 h (sur rendez-vous)"),
        ("Fr,Sa 20:00-02:00", "Le vendredi et le samedi de 20 h à 2 h"),
    ],
)
def test_codes_and_french_say_the_same(codes: str, french: str) -> None:
    assert plain(opening_hours_in_french(codes)) == french
    assert parse_opening_hours(codes).text == codes
    assert parse_opening_hours(french).text == codes


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Lu-Ve 9h-12h", "Mo-Fr 09:00-12:00"),
        ("lundi au vendredi 9h30 à 12h et 14h-18h", "Mo-Fr 09:30-12:00,14:00-18:00"),
        ("Lun, mer, ven : 9h – 12h", "Mo,We,Fr 09:00-12:00"),
        ("du 14 au 31 juillet fermé", "Jul 14-Jul 31 off"),
        ("1er et 3e samedi du mois 14h-17h", "Sa[1,3] 14:00-17:00"),
        ("7j/7 8h-20h", "Mo-Su 08:00-20:00"),
        ("sur RDV", '"sur rendez-vous"'),
        ("9:00-18:00", "Mo-Su 09:00-18:00"),
        ("Mo, Tu 9:00-12:00 ;Sa off", "Mo,Tu 09:00-12:00; Sa off"),
        ("Fr-Mo 10:00-12:00", "Mo,Fr-Su 10:00-12:00"),
    ],
)
def test_shorter_forms_are_understood(typed: str, codes: str) -> None:
    assert parse_opening_hours(typed).text == codes


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", "vides"),
        (" ; ", "vides"),
        ("Mo-Fr", "il manque les heures"),
        ("lundi", "«\u00a0lundi\u00a0»\u00a0: il manque les heures"),
        ("Mo 9-12", "n’est pas une plage d’heures"),
        ("Mo 09:00-25:00", "cette heure n’existe pas"),
        ("Mo 09:00-09:00", "l’heure de fin est celle de début"),
        ("Mo 09:00-12:00,11:00-13:00", "se chevauchent"),
        ("Mo,Zz 09:00-12:00", "n’est pas un jour reconnu"),
        ("Mo We 09:00-12:00", "séparez les jours par des virgules"),
        ("Mo-Fr 09:00-12:00 off", "à la fois"),
        ("Feb 30 off", "ce jour n’existe pas"),
        ("Jul 14-Aug off", "deux dates complètes"),
        ("tous les jours sauf le dimanche 9h-12h", "«\u00a0sauf\u00a0» n’est pas compris"),
        ("quand on veut", "n’est pas compris"),
    ],
)
def test_what_is_wrong_is_said(typed: str, expected: str) -> None:
    with pytest.raises(OpeningHoursError) as error:
        parse_opening_hours(typed)
    assert expected in str(error.value)


clock = st.tuples(st.integers(0, 23), st.sampled_from((0, 15, 30, 45)))
day_sets = st.sets(st.sampled_from(DAYS), min_size=1).map(lambda days: ",".join(sorted(days, key=DAYS.index)))
ranked = st.tuples(st.sampled_from(DAYS), st.sets(st.integers(1, 5), min_size=1)).map(
    lambda pair: f"{pair[0]}[{','.join(map(str, sorted(pair[1])))}]"
)
seasons = st.sampled_from(["", "Jul-Aug", "Dec 24-Jan 02", "Jun", *MONTHS[:2]])


@st.composite
def rules(draw: st.DrawFn) -> str:
    season = draw(seasons)
    days = ",".join(
        part for part in (draw(day_sets), draw(st.one_of(st.just(""), ranked, st.just("PH")))) if part
    )
    within = draw(st.sampled_from(["", "SH"]))
    moments = sorted({hour * 60 + minute for hour, minute in draw(st.lists(clock, min_size=2, max_size=4))})
    if len(moments) < 2 or draw(st.booleans()):
        hours = "off"
    else:
        pairs = [(a, b) for a, b in zip(moments[::2], moments[1::2])]
        hours = ",".join(f"{a // 60:02d}:{a % 60:02d}-{b // 60:02d}:{b % 60:02d}" for a, b in pairs)
    return " ".join(part for part in (season, within, days, hours) if part)


@given(st.lists(rules(), min_size=1, max_size=3).map("; ".join))
def test_what_is_told_in_french_is_read_back(codes: str) -> None:
    hours = parse_opening_hours(codes)
    assert parse_opening_hours(hours.text) == hours
    assert parse_opening_hours(hours.to_french()) == hours


@given(st.text(max_size=60))
def test_any_text_gives_hours_or_a_sentence(text: str) -> None:
    try:
        assert parse_opening_hours(text).to_french()
    except OpeningHoursError as error:
        assert len(str(error)) > 10
