"""The nine subjects of the corpus and the two events that make it burst."""

import random
from datetime import date

from .records import OFF_LANGUAGE, OFF_QUERY, Burst, Subject

MONTHS = ("2011-04", "2011-05", "2011-06")


def _months(*weights: float) -> dict[str, float]:
    return dict(zip(MONTHS, weights, strict=True))


def _media(x: float, facebook: float, forum: float, blog: float) -> dict[str, float]:
    return {"x": x, "facebook": facebook, "forum": forum, "blog": blog}


def _people(patients: float, doctors: float, journalists: float, activists: float, finance: float) -> dict[str, float]:
    return {"patients": patients, "doctors": doctors, "journalists": journalists, "activists": activists, "finance": finance}


SUBJECTS = (
    Subject(
        "effects",
        "Témoignages d'effets indésirables",
        "Side-effect testimonies",
        _months(3, 3, 2.6),
        _media(1, 1, 2.2, 1),
        _people(5, 3, 1, 1, 0.3),
        (0.55, 0.27, 0.18),
    ),
    Subject(
        "recall",
        "Retrait des lots en pharmacie",
        "Recall of batches",
        _months(3, 0, 0),
        _media(1, 1, 1, 0.8),
        _people(2, 4, 2, 0.8, 0.6),
        (0.4, 0.45, 0.15),
    ),
    Subject(
        "fund",
        "Fonds d'indemnisation et association des victimes",
        "Compensation fund and victims' association",
        _months(1.4, 1.6, 2),
        _media(1, 1.3, 0.8, 1.2),
        _people(2.6, 0.4, 1.2, 4, 0.3),
        (0.45, 0.32, 0.23),
    ),
    Subject(
        "trial",
        "Procès et justice",
        "Trial and justice",
        _months(1, 1.2, 2.4),
        _media(1.1, 1, 0.4, 1.3),
        _people(1, 0.4, 4, 3, 1),
        (0.42, 0.43, 0.15),
    ),
    Subject(
        "agency",
        "Contrôle du médicament et agence",
        "Drug agency and control",
        _months(1.6, 2.4, 1.4),
        _media(1.2, 0.8, 0.4, 1.5),
        _people(0.7, 3, 3.4, 2.4, 0.8),
        (0.5, 0.38, 0.12),
    ),
    Subject(
        "price",
        "Prix et remboursement",
        "Price and reimbursement",
        _months(1.3, 1.1, 1.1),
        _media(0.9, 1, 1, 0.8),
        _people(1.5, 1.2, 1, 1.8, 2.4),
        (0.48, 0.36, 0.16),
    ),
    Subject(
        "alternatives",
        "Autres traitements et conseils",
        "Alternative treatments and advice",
        _months(1.5, 1.4, 1.6),
        _media(0.7, 0.8, 2.4, 1.1),
        _people(2.8, 4, 0.6, 0.3, 0.2),
        (0.22, 0.43, 0.35),
    ),
    Subject(
        "company",
        "Communication et bourse du laboratoire",
        "The maker: communication and shares",
        _months(1.4, 1.6, 1.3),
        _media(1.1, 0.8, 0.15, 0.9),
        _people(0.3, 0.3, 1.8, 0.8, 9),
        (0.4, 0.42, 0.18),
    ),
    Subject(
        "water",
        "Rumeur de l'eau du robinet",
        "The tap-water rumour",
        _months(0, 1.6, 1.5),
        _media(1, 1.4, 0.6, 0.8),
        _people(1.6, 0.5, 1.6, 2, 0.2),
        (0.45, 0.35, 0.2),
    ),
)
OFF_KINDS = {"band": OFF_QUERY, "chatter": OFF_QUERY, "english": OFF_LANGUAGE}  # posts beside the study → their outcome
BY_KEY = {subject.key: subject for subject in SUBJECTS}

BURSTS = (
    Burst(
        "leak",
        "Fuite du rapport de l'Office des remèdes",
        "Leak of the drug office's report",
        "agency",
        "https://lanterne.example/2011/05/17/rapport-confidentiel",
        "RapportConfidentiel",
        {date(2011, 5, 17): 290, date(2011, 5, 18): 95},
    ),
    Burst(
        "hearing",
        "Audience au tribunal de Belcastre",
        "Hearing at the Belcastre court",
        "trial",
        "https://gazette-belcastre.example/proces/direct-audience",
        "AudienceVeltamine",
        {date(2011, 6, 14): 230, date(2011, 6, 15): 110},
    ),
)


def pick_subject(source: str, period: str, rng: random.Random) -> Subject:
    """Returns a subject by its weight in the month and the medium."""
    weights = [subject.months[period] * subject.media[source] for subject in SUBJECTS]
    return rng.choices(SUBJECTS, weights=weights)[0]


def pick_off_kind(rng: random.Random, share: float) -> str:
    """Returns ``""`` for a post on the medicine, else (for ``share`` of the posts) a kind of ``OFF_KINDS``."""
    return rng.choices(("", *OFF_KINDS), weights=(1 - share, share * 0.36, share * 0.36, share * 0.28))[0]
