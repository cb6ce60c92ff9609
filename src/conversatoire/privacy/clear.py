"""Accounts that a study names itself: the analyst chose them and needs them by name."""

from conversatoire.config import Study
from conversatoire.privacy.pseudonyms import plain_names


def named(study: Study) -> list[str]:
    """Accounts and names that stay in clear, sorted: own accounts, lists, other brands' accounts, bots, and the terms searched for.

    A term of the query or of a brand is one of them, or the posts that hold it as a handle would no longer be found.
    """
    terms = [*study.query.any, *study.query.all, *study.query.none]
    terms += [term for words in [*study.brands.values(), *study.benchmark.terms.values()] for term in words]
    accounts = [*study.own_accounts, *study.influencers.bots]
    accounts += [name for names in [*study.lists.values(), *study.benchmark.accounts.values()] for name in names]
    words = [term.lstrip("#") for term in terms if not (len(term) > 2 and term.startswith("/") and term.endswith("/"))]
    return sorted(plain_names([*accounts, *words]) - {""})
