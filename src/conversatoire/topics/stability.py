"""How good topics are: whether their words belong together, and whether they come back under other seeds."""

from collections.abc import Callable

import numpy as np
from gensim.corpora import Dictionary
from gensim.models import CoherenceModel

from conversatoire.topics.model import Model, strongest

COMPARED = 10  # words by which topics are compared and their coherence is measured, as is the custom
SEEDS = 4  # other seeds a model is compared with


def coherence(topics: list[list[str]], tokens: list[list[str]]) -> np.ndarray:
    """Per topic, the NPMI of its words in `tokens`: how much oftener than by chance two of them stand within ten words, −1 to 1.

    (Bouma 2009; Röder, Both & Hinneburg 2015: c_npmi.) 0 for a topic of one word.
    """
    measured = [number for number, words in enumerate(topics) if len(words) > 1]
    found = np.zeros(len(topics))
    if measured:
        model = CoherenceModel(topics=[topics[i] for i in measured], texts=tokens, dictionary=Dictionary(tokens), coherence="c_npmi", processes=1)
        found[measured] = model.get_coherence_per_topic()
    return found


def agreement(topics: list[list[str]], others: list[list[str]]) -> np.ndarray:
    """Per topic, the Jaccard index of its words with those of the most similar of `others`, 0–1."""
    sets = [set(words) for words in others]
    return np.array([max((len(set(words) & other) / len(set(words) | other) for other in sets), default=0.0) for words in topics])


def stability(model: Model, refit: Callable[[int], Model], seed: int) -> np.ndarray:
    """Per topic of `model`, the mean of its words' agreement with the models that `refit` makes of SEEDS other seeds, 0–1."""
    words = compared_words(model)
    return np.mean([agreement(words, compared_words(refit(other))) for other in other_seeds(seed, SEEDS)], axis=0)


def best_count(tokens: list[list[str]], counts: list[int], refit: Callable[[int, int], Model], seeds: list[int]) -> int:
    """The number of topics, among `counts`, with the highest mean coherence − (1 − mean agreement between seeds); the smallest of equals.

    Coherence rises with the number until the subjects are told apart; agreement falls once they are cut in pieces, which come out
    otherwise each time. Neither alone has its best value inside the range.

    Args:
        tokens: the documents on which `refit` works.
        counts: ascending.
        refit: makes the model of a count and a seed.
        seeds: of the models made of each count.
    """
    if len(counts) == 1:
        return counts[0]
    return max(counts, key=lambda count: (round(_quality(tokens, [refit(count, seed) for seed in seeds]), 6), -count))


def compared_words(model: Model) -> list[list[str]]:
    """Per topic, the words by which it is compared and measured."""
    return [[word for word, _ in topic] for topic in strongest(model, COMPARED)]


def _quality(tokens: list[list[str]], models: list[Model]) -> float:
    runs = [compared_words(model) for model in models]
    agreements = [agreement(run, other).mean() for run in runs for other in runs if run is not other]
    return float(coherence([topic for run in runs for topic in run], tokens).mean() - (1 - np.mean(agreements)))


def other_seeds(seed: int, count: int) -> list[int]:
    """`count` seeds drawn from a seed."""
    return np.random.default_rng([seed, 1]).integers(2**31, size=count).tolist()
