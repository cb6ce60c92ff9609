"""The invented accounts: five communities with their hubs, the bridges between two of them, the members, the ring."""

import random

from .records import Account

COMMUNITIES = {
    "patients": "patients et proches",
    "doctors": "médecins et pharmaciens",
    "journalists": "journalistes et médias",
    "activists": "militants et élus",
    "finance": "bourse et entreprise",
}
OWN_ACCOUNT = "OrsenneSante"  # the maker's own account on X

_NOUNS = (
    "Renard Mésange Tilleul Ortie Loutre Bruyère Chouette Fougère Hérisson Campanule Martre Genêt Truite Sorbier Pinson "
    "Lichen Belette Aulne Roitelet Mélilot Grive Charme Libellule Sureau Blaireau Primevère Vanneau Osier Cigale Myrtille"
).split()
_QUALIFIERS = (
    "Lilas Safran Indigo Ocre Turquoise Pourpre Ardoise Grenat Olive Corail Ivoire Cobalt Ambre Cannelle Menthe "
    "Paprika Saphir Brique Sable Cendre Azur Moutarde"
).split()
_PREFIX = {
    "doctors": ("Dr", "Pharma", "Infi", ""),
    "journalists": ("Info", "Plume", "", ""),
    "activists": ("Collectif", "Agir", "", ""),
    "finance": ("Bourse", "Trader", "Cours", ""),
    "patients": ("", "", "", ""),
}
_HUBS = {
    "patients": ("EchoDesOreilles", "CarnetTilleul", "VoixSilence"),
    "doctors": ("DrCampanule", "PharmaSorbier", "AudioLibellule"),
    "journalists": ("LanterneBleue", "GazetteBelcastre", "CourrierPalais"),
    "activists": ("CollectifEcho", "DeputeMarotte", "SoinsEnPartage"),
    "finance": ("BourseCorail", OWN_ACCOUNT, "LettreValeurs"),
}
_BRIDGES = (
    ("patients", "activists", "AvocateMyrtille"),
    ("patients", "doctors", "InfirmiereOsier"),
    ("doctors", "journalists", "SantePlume"),
    ("journalists", "finance", "EcoLanterne"),
    ("journalists", "activists", "EnqueteGrive"),
)
_MEMBERS = {"patients": 210, "doctors": 110, "journalists": 90, "activists": 130, "finance": 80}
_RING = (
    "VeriteSante01",
    "VeriteSante02",
    "InfoDebout_77",
    "InfoDebout_78",
    "SoinsPourTous_a",
    "SoinsPourTous_b",
    "ReveilCitoyen9",
    "ReveilCitoyen10",
)
_PAGES = {
    "journalists": (
        "Le Quotidien de Belcastre",
        "La Lanterne bleue",
        "Radio Valmorelle",
        "Port-Sérent Matin",
        "La Gazette de l'Ombre",
        "Brumelle Actus",
    ),
    "patients": ("Association Écho des oreilles", "Paroles de patients", "Silence, on soigne", "Mères de Brumelle"),
    "activists": ("Riverains de l'Ombre", "Soins en partage", "Collectif Eau claire"),
    "doctors": ("Ordre des tilleuls", "Pharmacie du Pont bleu"),
    "finance": ("Laboratoires Orsenne", "Comité des salariés de Valmorelle"),
}
_BLOGGERS = {
    "patients": ("Ancolie Vesperin", "Basile Croquelune", "Clémentine Noirpré"),
    "doctors": ("Docteur Campanule", "Ondine Feuillaison"),
    "journalists": ("Théodule Grandvent", "Prune Follelune", "Octave Brindille"),
    "activists": ("Perle Tournesoleil", "Gaspard Millepluie"),
    "finance": ("Corentin Écudor",),
}


def everyone(rng: random.Random) -> dict[str, list[Account]]:
    """Returns the accounts of each source (``x``, ``facebook``, ``forum``, ``blog``)."""
    return {"x": x_accounts(rng), "facebook": _facebook(rng), "forum": _forum(rng), "blog": _bloggers()}


def x_accounts(rng: random.Random) -> list[Account]:
    """Returns the X accounts: hubs post and are mentioned most; activity and fame of members follow a power law."""
    accounts = []
    for community, handles in _HUBS.items():
        for rank, handle in enumerate(handles):
            accounts.append(
                Account(handle, _spaced(handle), "x", community, role="hub", number=_number(rng), activity=14 - 3 * rank, fame=90 - 20 * rank)
            )
    for first, second, handle in _BRIDGES:
        accounts.append(Account(handle, _spaced(handle), "x", first, second, role="bridge", number=_number(rng), activity=6, fame=14))
    handles = _invented_handles(rng)
    for community, count in _MEMBERS.items():
        for _ in range(count):
            handle = rng.choice(_PREFIX[community]) + next(handles)
            activity = min(rng.paretovariate(1.2), 12.0)
            accounts.append(
                Account(handle, _spaced(handle), "x", community, number=_number(rng), activity=activity, fame=min(rng.paretovariate(1.5), 5.0))
            )
    for handle in _RING:
        accounts.append(Account(handle, _spaced(handle), "x", "activists", role="ring", number=_number(rng), activity=0.0, fame=0.1))
    return accounts


def _facebook(rng: random.Random) -> list[Account]:
    return [
        Account(page, page, "facebook", community, role="member", number=f"1{rng.randrange(10**10, 10**11)}", activity=rng.uniform(1, 5))
        for community, pages in _PAGES.items()
        for page in pages
    ]


def _forum(rng: random.Random) -> list[Account]:
    accounts, handles = [], _invented_handles(rng)
    for position in range(190):
        handle = next(handles)
        community = "doctors" if position % 12 == 5 else "patients"
        accounts.append(
            Account(
                f"{_ascii(handle).lower()}@courriel.example",
                _spaced(handle),
                "forum",
                community,
                role="hub" if position in (0, 1, 5) else "member",
                activity=25 if position in (0, 1, 5) else min(rng.paretovariate(1.1), 15.0),
            )
        )
    return accounts


def _bloggers() -> list[Account]:
    return [
        Account(name, name, "blog", community, activity=3 - rank * 0.7) for community, names in _BLOGGERS.items() for rank, name in enumerate(names)
    ]


def _invented_handles(rng: random.Random):
    """Yields handles that look like ``renard_lilas`` or ``TruiteOcre42``, each once."""
    pairs = [(noun, qualifier) for noun in _NOUNS for qualifier in _QUALIFIERS]
    rng.shuffle(pairs)
    for noun, qualifier in pairs:
        style = rng.randrange(4)
        handle = (
            f"{noun}_{qualifier}".lower(),
            f"{noun}{qualifier}",
            f"{noun}{qualifier}{rng.randrange(10, 99)}",
            f"{noun}_{rng.randrange(100, 999)}{qualifier[:2]}",
        )[style]
        yield _ascii(handle)


def _ascii(text: str) -> str:
    return text.translate(str.maketrans("éèêâîçÉ", "eeeaicE"))


def _spaced(handle: str) -> str:
    """Returns a display name: ``DrCampanule`` → ``Dr Campanule``."""
    spaced = "".join(f" {letter}" if letter.isupper() else letter for letter in handle.replace("_", " "))
    return " ".join(spaced.split())


def _number(rng: random.Random) -> str:
    return str(rng.randrange(10**7, 3 * 10**8))
