"""Puts sentences together as each medium does: a short tweet, a page's post, a forum message, a long blog post."""

import random
import re

from .material import Phrases, expand, phrases
from .query import has_term
from .records import Subject

TONES = ("negative", "neutral", "positive")
_INFORMAL = (
    ("c'est", "c"),
    ("quand", "qd"),
    ("beaucoup", "bcp"),
    ("toujours", "tjs"),
    ("vraiment", "vrmt"),
    ("pour", "pr"),
    ("aujourd'hui", "auj"),
    ("quelqu'un", "qqn"),
)
_TRIES = 60  # draws before giving up on a text that nobody wrote yet


class Writer:
    """Draws texts that were not drawn before."""

    def __init__(self, rng: random.Random):
        self.rng = rng
        self._written: set[str] = set()
        self._cores: set[frozenset[str]] = set()

    def new(self, draw, *arguments) -> str:
        """Returns the first draw that differs from all texts so far."""
        for _ in range(_TRIES):
            text = draw(*arguments)
            if text not in self._written:
                self._written.add(text)
                return text
        raise RuntimeError(f"no new text in {_TRIES} draws of {draw.__name__}{arguments}")

    def tone(self, subject: Subject) -> str:
        """Returns a tone by the subject's own shares."""
        return self.rng.choices(TONES, weights=subject.tones)[0]

    def tweet(self, subject: Subject, tone: str) -> str:
        """Returns one or two sentences, at times with an exclamation before or after, that name the medicine or its maker."""
        rng, common = self.rng, phrases("common")
        text = self._core(phrases(subject.key), tone, rng.choices((1, 2), weights=(0.5, 0.5))[0])
        roll = rng.random()
        if roll < 0.24:
            text = _joined(expand(rng.choice(common[f"openers {tone}"]), rng), text)
        elif roll < 0.5:
            text = f"{text} {expand(rng.choice(common[f'closers {tone}']), rng)}"
        return self._spelled(self.named(text))

    def burst(self, event: str, subject: Subject, tone: str) -> str:
        """Returns a tweet on an event, at times with a sentence of its subject."""
        text = expand(self.rng.choice(phrases("events")[event]), self.rng)
        if self.rng.random() < 0.85:
            text = f"{text} {self._core(phrases(subject.key), tone, 1)}"
        return self._spelled(text)

    def page(self, subject: Subject, tone: str) -> str:
        """Returns a Facebook page's post: two to five sentences over several lines."""
        rng = self.rng
        lines = self._sentences(phrases(subject.key), tone, rng.randint(2, 4))
        if rng.random() < 0.6:
            lines.insert(0, rng.choice(phrases("common")["facebook"]))
        if rng.random() < 0.5:
            lines.append(expand(rng.choice(phrases("common")[f"closers {tone}"]), rng))
        return self.named(rng.choice(("\n", "\n\n", " \n")).join(lines))

    def question(self, subject: Subject, tone: str) -> str:
        """Returns the body of a forum message that opens a thread."""
        return self._message(subject, tone, "forum hello", self.rng.randint(3, 6))

    def answer(self, subject: Subject, tone: str) -> str:
        """Returns the body of a forum reply, without quoted lines."""
        return self._message(subject, tone, "forum reply", self.rng.randint(1, 4))

    def title(self, subject: Subject) -> str:
        """Returns a title that names the medicine or its maker; titles may come twice."""
        return expand(self.rng.choice(phrases(subject.key)["titles"]), self.rng)

    def blog(self, subject: Subject, second: Subject | None, tone: str) -> str:
        """Returns paragraphs (parted by empty lines): mostly the subject, one or two on a second one."""
        rng = self.rng
        paragraphs = []
        for _ in range(rng.randint(4, 6)):
            mood = tone if rng.random() < 0.75 else "neutral"
            lines = self._sentences(phrases(subject.key), mood, rng.randint(3, 4))
            lines.insert(rng.randint(0, 2), rng.choice(phrases("common")["blog hinges"]))
            paragraphs.append(" ".join(lines))
        if second:
            paragraphs.insert(rng.randint(1, len(paragraphs) - 1), " ".join(self._sentences(phrases(second.key), "neutral", 3)))
        return self.named("\n\n".join(paragraphs))

    def off(self, kind: str) -> str:
        """Returns a text beside the study: of the kind ``band``, ``chatter`` or ``english``."""
        return expand(self.rng.choice(phrases("offtopic")[kind]), self.rng)

    def named(self, text: str) -> str:
        """Returns the text, with a few words before it when it names neither the medicine nor its maker."""
        return text if has_term(text) else _joined(self.rng.choice(phrases("common")["terms"]), text)

    def _sentences(self, sections: Phrases, tone: str, count: int) -> list[str]:
        return [expand(phrase, self.rng) for phrase in self.rng.sample(sections[tone], min(count, len(sections[tone])))]

    def _core(self, sections: Phrases, tone: str, count: int) -> str:
        """Returns sentences that no tweet was made of yet: else two tweets would differ by an exclamation or a tag only."""
        for _ in range(_TRIES):
            sentences = self._sentences(sections, tone, count)
            if frozenset(sentences) not in self._cores:
                break
            count = 2
        self._cores.add(frozenset(sentences))
        return " ".join(sentences)

    def _message(self, subject: Subject, tone: str, opening: str, count: int) -> str:
        rng, common = self.rng, phrases("common")
        lines = [rng.choice(common[opening])] if rng.random() < 0.8 else []
        lines += self._sentences(phrases(subject.key), tone, count)
        if rng.random() < 0.5:
            lines.append(rng.choice(common["forum bye"]))
        return "\n".join(lines)

    def _spelled(self, text: str) -> str:
        """Returns the text as people type it: now and then in short forms, in capitals, with curly apostrophes."""
        rng = self.rng
        if rng.random() < 0.08:
            for word, short in _INFORMAL:
                text = re.sub(rf"\b{word}\b", short, text, flags=re.IGNORECASE)
        roll = rng.random()
        if roll < 0.04:
            text = text.replace("Veltamine", "VELTAMINE")
        elif roll < 0.07:
            text = text.replace("Veltamine", "veltamine")
        elif roll < 0.08:
            text = text.replace("Veltamine", "Véltamine")
        return text.replace("'", "’") if rng.random() < 0.2 else text


def _joined(opening: str, text: str) -> str:
    """Returns the text after its opening, its first letter in lower case when the opening does not end a sentence."""
    return f"{opening} {text[:1].lower()}{text[1:]}" if opening.endswith((":", ",")) else f"{opening} {text}"
