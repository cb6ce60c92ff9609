"""The forms in which French and English ask, as patterns of folded text (no case, no accents); how they are used stands in `interrogatives`.

A form of `SURE` asks without a question mark too; the others share their beginning with statements and ask with one only.
"""

import re


def _of(*lists: str) -> str:
    """Any of the words or patterns, which commas separate."""
    return "(?:" + "|".join(word.strip() for words in lists for word in words.split(",")) + ")"


_PRONOUN = _of("je, tu, il, elle, on, nous, vous, ils, elles")
# Auxiliaries and verbs of asking: other verbs before a pronoun may be commands («rappelez-vous») or asides («dit-il»).
_INVERTED = _of(
    "a, ai, as, aura, aurait, aurais, auriez, auront, avez, avait, aviez, avions, avons, aurions, ont, es, est, etes, etait, etiez, sera, serait",
    "seriez, serez, seront, sommes, sont, suis, peut, peux, pouvez, pouvons, pourra, pourrait, pourrais, pourrez, pourriez, pourrions, puis",
    "dois, doit, devons, devez, devrait, doivent, faut, faudra, fallait, va, vais, vas, vont, allez, allons, sait, sais, savez, saurait, sauriez",
    "veux, veut, voulez, voudriez, comptez, compte, pensez, penses, connaissez, connais, connait, fait, fais, faites, fera, existe, reste, risque",
    "vient, prend, passe, signifie, vaut, utilisez, recevez, recois, prevoyez, confirmez, acceptez, trouvez, voyez",
)
# The same without its hyphen, where no subject stands before it.
_LOOSE = _of(
    "pouvez, pourriez, pourrais, peux, avez, auriez, savez, sauriez, comptez, etes, voulez, acceptez, connaissez, proposez, serait il, est il, suis"
)
_TO_KNOW = _of(
    "j'aimerais?, je voudrais?, j'aurais (?:aime|voulu), je souhaite(?:rais)?, on aimerait, nous aimerions, on voudrait",
    "je voulais, je veux, je cherche a, besoin de",
)
_SOMEONE = _of("quelqu'un, quelqun, quelq'un, qqn, qq1, qqun, des gens, d'autres(?: personnes)?, vous aussi")
_GREETING = _of("bonjour, bonsoir, salut, svp, hello, hey, allo, dites, dis, et")
_LEAD = r"(?:^|[;:(] *|, *|\b" + _of("et, mais, ou, donc, alors, car, bonjour, bonsoir, salut, dites, svp, question") + " )"
_SPOKEN = _of(
    "c'est, c etait, ca coute, ca fait, ca prend, ca se passe, cela se passe, ca marche, on fait, je fais, tu fais, vous faites, faire, se passe",
    "ce passe, je dois faire, on est, vous etes, il est, elle est, ils sont, elles sont, s'adresser, contacter, dure",
)
_FRENCH = {
    "est_ce_que": _of(r"\best[- ]ce " + _of("qu, normal, possible, vrai, bien, un, une, le, la, les, ton, votre"), r"\bqu'?est[- ](?:ce|qu'?il?)")
    + r"|\bc'est quand qu|\besk\b",
    "inversion": rf"\b{_INVERTED}(?:-t)?-{_PRONOUN}\b|\b(?:y a[- ]t[- ]?il|y aura[- ]t[- ]il|y aurait[- ]il|se passe[- ]t[- ]il|s'agit[- ]il)"
    rf"|\b(?<!vous )(?<!tu ){_LOOSE} (?:vous|tu|je|possible)\b(?! (?:meme|deja))",
    "indirect": r"\b(?:je|on) (?:me|se) demande " + _of("si, s', pourquoi, comment, quand, ou\\b, combien, ce que, ce qui, quel")
    + rf"|\b{_TO_KNOW} (?:bien )?savoir(?! faire)|\bqu'en est[- ]il|\bdites[- ](?:moi|nous) (?:si|comment|quand|pourquoi|ou\b)",
    "someone": rf"\b{_SOMEONE} " + _of("sait, saurait, a , ont, aurait, connait, peut, pourrait, pour , dans le, avec, est, sont, vous avez"),
    "request": rf"(?:^|[,;:] *){_GREETING}?[ ,]*(?:c'est |il est |serait[- ]il |ca serait )?possible (?:de|d')"
    r"|\b(?:y aurait|il y aurait|y'?a|il y a|ya)[- ]?(?:t[- ]il)? moyen\b",
    "word": _LEAD + _of(
        r"pourquoi, pk, pq, prquoi, pquoi, comment (?!dire\b)(?=\w+), combien de temps, a quand, jusqu'a quand, depuis quand, au bout de combien",
        r"combien (?:coute|ca|faut|est|vos|sont|pour|y|dois|payez), qui (?:contacter|appeler|peut|pourrait|sait|saurait|connait), apres combien",
        r"(?:a|de|chez|vers|pour|avec) qui\b, que faire, quoi faire, ou (?:puis|peut|en|trouver|est|sont|consulter|acheter|signaler|aller)",
    ),
    # the question word in its place, as one speaks: «c'est combien», «on fait comment», «il se passe quoi»
    "spoken": rf"\b{_SPOKEN} (?:donc )?(?:comment|combien|quoi|ou)\b",
}  # fmt: skip
_SUBJECT = _of(
    "i, you, he, she, it, we, they, u, this, that, these, those, there, the, any, anyone, anybody, someone, somebody, everyone, all",
    "my, your, his, her, our, their",
)
_AUXILIARY = _of(
    "do, does, did, is, are, was, were, am, can, could, will, would, should, shall, may, might, has, have, had, must",
    "don't, doesn't, didn't, isn't, aren't, can't, couldn't, won't, wouldn't, shouldn't, hasn't, haven't",
)
_START = r"(?:^|[;:(] *|, *|\b" + _of("and, but, or, so, hi, hello, hey, please, also") + " )"
_ENGLISH = {
    "someone": r"\b(?:any ?one|any ?body|any of you)(?: (?:else|here|out there))* "
    + _of("know, knows, have, has, had, got, help, tell, explain, recommend, suggest, seen, used, tried, who can, able")
    + r"\b|\b(?:does|do|did|has|have|can|could|is|would|will) (?:any ?one|any ?body|some ?one)\b|\b(?:is|are) there any\b",
    "indirect": r"\bi(?: am|'m)? (?:just )?wonder(?:ing)? (?:if|whether|how|why|what|who|where|when)|\bi(?:'d| would) (?:like|love) to know"
    r"|\bplease (?:tell|let) (?:me|us) know (?:if|how|what|when|where)|\b(?:can|could) (?:you|someone|anyone) (?:please )?(?:tell|explain|help)\b",
    "aux": rf"{_START}{_AUXILIARY} {_SUBJECT}\b",
    "word": _START + _of(
        "how (?:do|does|did|can|could|to|is|are|was|would|will|should|long|many|much|come|often)",
        "why (?:do|does|did|is|are|was|were|can|not|would|has|have|don't|doesn't|isn't)",
        "what (?:is|are|was|were|do|does|did|about|if|kind|time|would|will|can|should|else|happened|happens|exactly)",
        "where (?:is|are|can|do|does|did|was|could|to), when (?:is|will|does|do|did|are|can)",
        "who (?:is|are|can|knows|do|does|did|was|will|else|has), which (?:is|one|of|are|do), what's, who's, where's, how's",
    ) + r"\b",
}  # fmt: skip
FORMS = {lang: {name: re.compile(pattern) for name, pattern in forms.items()} for lang, forms in (("fr", _FRENCH), ("en", _ENGLISH))}
SURE = {"fr": ("est_ce_que", "inversion", "indirect", "someone", "request", "word", "spoken"), "en": ("someone", "indirect")}

# «Je ne sais pas quand»: the question of a statement.
UNSURE = re.compile(r"\b(?:sai[st]|savons|savent) (?:pas|plus|meme pas)|\bne sai[st]\b|\bdon't know\b")

# Formulas that await no answer.
RHETORIC = {
    "fr": re.compile(
        _of(
            "de qui (?:se|vous|tu), (?:vous|te) (?:mo[kq]u?e?[zr]|fou(?:s|tez|tes)), vous (?:foutez|foute), foutent, bordel, c'est une blague",
            "est[- ]ce une blague, on (?:en )?parle\\b, on peut en parler, pas honte, pour qui (?:vous|tu|ils), et puis quoi, a quoi bon",
            r"c'est quoi (?:ce|cet|cette|ces|le delire|le but|la suite)\b(?! (?:pack|offre|option|message|logo|chaine|numero|bouton))",
            "qui s'en soucie, (?:vous|tu) jou(?:ez|es) a quoi, (?:ca|cela) vous (?:semble|parait) normal, trouvez[- ](?:vous )?(?:ca|cela) normal",
            "(?:ca|cela) (?:ne )?vous (?:fait|derange|gene|coute|amuse), vous etes serieux, ^serieux, t'es serieux, serieusement, pete un plomb",
            "faut[- ]il en rire, a quelle epoque, vous etes au courant qu, ne voulez[- ](?:vous )?pas, voulez pas, vraiment ainsi, trop demander",
            "(?:c'est|est ce|est-ce) la qualite, n'importe quoi, comment dire",
        )
    ),
    "en": re.compile(
        r"are you (?:kidding|serious|joking|insane)|what the (?:hell|heck|fuck)|wtf|how dare|who cares|seriously|are you ready for|so what|guess what"
        "|why bother|ya think|what else is new"
    ),
}
# What follows a statement to make it a question in name only: «…, non ?», “…, isn't it?”; and outcries that stand alone.
TAGS = {
    "fr": re.compile(
        r"(?:^|[\s,])"
        + _of(
            "non, hein, ou bien, ou quoi, n'est[- ]ce pas, pas vrai, d'accord, ok, si, quoi, oui, eh+, eu+h+, he+u+, allo+, resultat, ah bon",
            "vraiment",
        )
        + r"\s*$|(?:^|[\s,])(?:la|lol|mdr|wesh)\s*$|^normal$"
    ),
    "en": re.compile(r"(?:^|[\s,])" + _of("right, eh, neh, huh, ok, okay, no, yes, yeah, really, lol, what, ya know, you know") + r"\s*$"),
}
TAG_CLAUSE = re.compile(r", ?(?:is|are|was|were|do|does|did|has|have|can|will|would)(?:n't)? (?:it|they|he|she|you|we)\s*$")
# «… ou pas ?» asks, although it ends as a tag does.
ANYWAY = {"fr": re.compile(r"\b(?:ou (?:bien|quoi|non)|ou pas)\s*$"), "en": re.compile(r"\bor (?:not|what)\s*$")}
# An outcry («?!») is a question only with one of these.
MARKED = {
    "fr": re.compile(
        r"\b"
        + _of("qui, que, qu, quoi, quel, quelle, quels, quelles, lequel, laquelle, comment, pourquoi, combien, quand, ou")
        + r"\b|\b(?:nouvelles|infos?|reponses?|explications?)\b|-t-|-(?:vous|tu|il|elle|on|je|ce)\b"
    ),
    "en": re.compile(r"\b(?:who|what|where|when|why|how|which|whose|do|does|did|is|are|can|could|will|would|has|have)\b"),
}
