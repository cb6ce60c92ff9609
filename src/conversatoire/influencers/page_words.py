"""The words of `graph.html` in its two languages."""

from conversatoire.note.words import Words

TEXTS = {
    "fr": {
        "heading": "Réseau des comptes",
        "search": "Chercher un compte",
        "found": "Comptes trouvés : {}",
        "none": "Aucun compte trouvé",
        "canvas": "Dessin du réseau : les flèches déplacent, + et − grossissent, 0 montre tout. Les comptes se trouvent aussi par la recherche.",
        "in": "Grossir",
        "out": "Réduire",
        "all": "Tout voir",
        "communities": "Communautés",
        "hint": "Cliquez sur un compte, ou cherchez-le, pour voir ses mesures et ses messages.",
        "noscript": "Cette page a besoin de JavaScript ; les mêmes données sont dans accounts.csv et edges.csv.",
        "own": "carré : compte de l’organisation",
        "bot": "triangle : compte automatique",
        "addressed_by": "S’adressent à lui",
        "addresses": "Il s’adresse à",
        "posts_title": "Messages",
        "no_posts": "Aucun message de ce compte dans le mois : d’autres s’adressent à lui.",
        "open": "voir en ligne",
        "reposts": "repris {} fois selon la plateforme",
        "close": "Fermer",
        "community": "Communauté",
        "interval": "{} (intervalle à 95 % : {} à {})",
        "role": "Rôle",
        "why": "Règle du rôle (en anglais)",
        "rank": "Rang par PageRank",
        "posts": "Messages du mois",
        "followers": "Abonnés",
        "in_degree": "Comptes qui s’adressent à lui",
        "out_degree": "Comptes auxquels il s’adresse",
        "reach": "Comptes qui le reprennent",
        "h_index": "Indice h des reprises",
        "core": "Cœur (k-core)",
        "pagerank": "PageRank",
        "betweenness": "Intermédiarité",
        "participation": "Participation",
        "amplification": "Reprises par message",
    },
    "en": {
        "heading": "Network of the accounts",
        "search": "Search an account",
        "found": "Accounts found: {}",
        "none": "No account found",
        "canvas": "Drawing of the network: arrow keys move it, + and − zoom, 0 shows all. Accounts are found by the search too.",
        "in": "Zoom in",
        "out": "Zoom out",
        "all": "Show all",
        "communities": "Communities",
        "hint": "Click an account, or search it, to see its measures and its posts.",
        "noscript": "This page needs JavaScript; the same data are in accounts.csv and edges.csv.",
        "own": "square: the organisation’s own account",
        "bot": "triangle: automatic account",
        "addressed_by": "Addressed by",
        "addresses": "Addresses",
        "posts_title": "Posts",
        "no_posts": "No post of this account in the month: others address it.",
        "open": "see it online",
        "reposts": "passed on {} times, says the platform",
        "close": "Close",
        "community": "Community",
        "interval": "{} (95% interval: {} to {})",
        "role": "Role",
        "why": "Rule of the role",
        "rank": "Rank by PageRank",
        "posts": "Posts of the month",
        "followers": "Followers",
        "in_degree": "Accounts that address it",
        "out_degree": "Accounts that it addresses",
        "reach": "Accounts that repost it",
        "h_index": "h-index of reposts",
        "core": "k-core",
        "pagerank": "PageRank",
        "betweenness": "Betweenness",
        "participation": "Participation",
        "amplification": "Reposts per post",
    },
}


def sentences(counts: dict[str, int], lang: str) -> str:
    """What the page shows and what it leaves out: accounts shown and of all, pairs drawn and of all, posts an account."""
    words = Words(lang)
    n = {name: words.n(value) for name, value in counts.items()}
    if lang == "fr":
        return (
            f"{n['shown']} comptes sur {n['accounts']} : les premiers par PageRank parmi ceux qui ont un lien. Toutes les paires entre eux : "
            f"{n['drawn']} sur {n['pairs']}. Surface d’un point : PageRank. Des comptes liés sont proches ; une distance n’est pas une mesure. "
            f"{n['posts']} messages par compte au plus, les plus repris d’abord ; adresses électroniques masquées."
        )
    return (
        f"{n['shown']} accounts of {n['accounts']}: the first by PageRank among those with a tie. All pairs between them: "
        f"{n['drawn']} of {n['pairs']}. Area of a point: PageRank. Linked accounts are near each other; a distance is no measure. "
        f"At most {n['posts']} posts an account, the most passed-on first; e-mail addresses withheld."
    )
