"""Near-duplicates: documents that share nearly all their words follow the first of them."""

from rensa import RMinHash, RMinHashLSH

ALIKE = 0.8  # Jaccard index of the words
BANDS, PERMUTATIONS = 16, 128  # 16 bands of 8 find 95 % of the pairs at ALIKE, and more of those above
CHUNK = 10_000


def leaders(contents: list[frozenset[str]]) -> list[int]:
    """Per document, the first document before it that is no near-duplicate itself and shares ALIKE of its words, or itself.

    Candidates come from MinHash (Broder 1997) with locality-sensitive hashing, and are then compared exactly.
    """
    index = RMinHashLSH(ALIKE, PERMUTATIONS, BANDS)
    found: list[int] = []
    for start in range(0, len(contents), CHUNK):
        # sorted: a set's order of strings differs from run to run
        prints = RMinHash.from_token_sets([sorted(content) for content in contents[start : start + CHUNK]], PERMUTATIONS, 42)
        for number, print_ in enumerate(prints, start):
            content = contents[number]
            leader = next((other for other in sorted(index.query(print_)) if _alike(content, contents[other])), number)
            if leader == number:
                index.insert(number, print_)
            found.append(leader)
    return found


def _alike(content: frozenset[str], other: frozenset[str]) -> bool:
    return len(content & other) >= ALIKE * len(content | other)
