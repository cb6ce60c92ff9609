"""What the audit calls our dimensions in each language; those of an analyst's own table are called as he wrote them."""

DIMENSIONS = {
    "fr": {
        "products": "produits et services", "price": "prix et contrats", "care": "relation client", "innovation": "innovation",
        "governance": "gouvernance et justice", "workplace": "employeur et emploi", "citizenship": "environnement et territoires",
        "finances": "finances", "security": "données et sécurité", "leadership": "dirigeants et stratégie", "none": "aucune dimension",
    },
    "en": {
        "products": "products and services", "price": "price and contracts", "care": "customer care", "innovation": "innovation",
        "governance": "governance and law", "workplace": "employer and jobs", "citizenship": "environment and places",
        "finances": "finances", "security": "data and security", "leadership": "leaders and strategy", "none": "no dimension",
    },
}  # fmt: skip


def dimension(key: str, lang: str) -> str:
    """The name of a dimension in `lang`; the key itself where it is an analyst's own."""
    return DIMENSIONS[lang].get(key, key)
