"""Sentences that ask something, in French and in English, by their form and not by the question mark alone.

A sentence asks where it has an interrogative form (inversion, «est-ce que», a question word, «quelqu’un sait», «je me demande si», «does anyone
know»…), or ends in a question mark without being a tag («…, non ?»), an outcry («quoi ?!», «c’est une blague ?») or a formula that awaits no answer.
Forms that statements share (a relative «qui», «quand» for «when that») ask with a question mark only. What is asked for politely counts
(«pouvez-vous me rappeler ?»). Irony is not claimed: a mock question in the form of a question is found as one.
"""

import re
import unicodedata
from typing import NamedTuple

from conversatoire.events.interrogative_forms import ANYWAY, FORMS, MARKED, RHETORIC, SURE, TAG_CLAUSE, TAGS, UNSURE
from conversatoire.text import fold


class Asked(NamedTuple):
    """A sentence that asks: as it was written, without links and the handles that lead it; and by which form it was found."""

    sentence: str
    form: str


CUES = (  # without one of these no form asks: most sentences need not be read closely
    r"(?i)\?|est[- ]ce|est[- ]qu|-(?:t-)?(?:je|tu|il|elle|on|nous|vous|ils|elles)\b|(?:ez|eux|ais|est|uis|t) (?:vous|tu|il|je|possible)|savoir"
    r"|demande|quelqu|qqn|qq1|qqun|dites"
    r"|moyen|possible|pourquoi|\bp(?:k|q|rquoi|quoi)\b|comment|combien|quand|quoi|\bqui\b|\bo[uù]\b|y a|vous aussi|d.autres|des gens|esk|any"
    r"|some|wonder|know|(?:can|could) you|\btell\b"
)
_CUE = re.compile(CUES)
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b(?:[\w-]{1,63}\.){1,5}[a-z]{2,12}/\S*", re.IGNORECASE)
_HANDLES = re.compile(r"(?<!\w)[.]?@[\w@.-]*\w\s?:?|[\w.+-]{1,64}@[\w.-]+\w")
_ADDRESSED = re.compile(r"^(?:[.,]?@\w[\w@.-]*[\s,:]*)+")
_QUOTED_LINE = re.compile(r"^\s*[>|:›].*$|^.{0,80}\b(?:wrote|writes|a écrit|schrieb)\s*(?:in message.*)?:?\s*$", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?…\n\r]+(?:\.(?=\w)[^.!?…\n\r]*)*[.!?…\s]*[?!]*|[^\n]+")
_WRAPPED = re.compile(r"(?<=[\w,;'’-]) ?\n(?=[a-zà-ÿ(])")  # a mail's line end in the middle of a sentence
_OUTCRY = re.compile(r"\?[\s?]*!|!+[\s!]*\?")


def asked(text: str, lang: str) -> list[Asked]:
    """The sentences of a text that ask something, in their order.

    Args:
        text: a post, plain text; quoted lines of a mail («> …») are left out.
        lang: fr or en; any other is read by the forms of both.
    """
    plain = _QUOTED_LINE.sub(" ", unicodedata.normalize("NFC", text))
    plain = _WRAPPED.sub(" ", _LINK.sub(" ", plain))
    languages = (lang,) if lang in FORMS else tuple(FORMS)
    found = []
    for part in _SENTENCE.findall(plain):
        if not _CUE.search(part):
            continue
        sentence = _ADDRESSED.sub("", " ".join(part.split()))
        form = next((form for language in languages if (form := _form(sentence, language))), None)
        if form:
            found.append(Asked(sentence, form))
    return found


def _form(sentence: str, lang: str) -> str | None:
    """The form by which a sentence asks; None where it does not."""
    body = fold(" ".join(_HANDLES.sub(" ", sentence).rstrip("?!.… ").split())).replace("«", " ").replace("»", " ").strip(' "-–—(')
    if not any(sign.isalpha() for sign in body) or RHETORIC[lang].search(body):
        return None
    whole, body = body, TAG_CLAUSE.sub("", body)
    marked, outcry = "?" in sentence, bool(_OUTCRY.search(sentence))
    form = next((name for name, pattern in FORMS[lang].items() if pattern.search(body)), None)
    exclaimed = form == "est_ce_que" and sentence.endswith("!")  # «qu’est-ce que c’est beau !»
    if form and (marked or (form in SURE[lang] and not exclaimed and not UNSURE.search(body))):
        return form
    if not marked or body != whole:  # «it is late, isn't it?»
        return None
    if ANYWAY[lang].search(whole):
        return None if outcry else "mark"
    if TAGS[lang].search(whole):
        return None
    return None if outcry and not MARKED[lang].search(body) else "mark"
