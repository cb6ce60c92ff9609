"""What is planted in the corpus: texts that name the medicine, no chance copies, varied words, invented addresses."""

import random
import re
from collections import Counter
from urllib.parse import urlsplit

from conversatoire.demo import query
from conversatoire.demo.people import everyone
from conversatoire.demo.records import DUPLICATE, KEPT, OFF_QUERY, REJECTED
from conversatoire.demo.subjects import SUBJECTS


def _whole_words(text):
    """Returns the words of a text in lower case, without accents of the only letters that matter here, outside links."""
    return re.findall(r"\w+", re.sub(r"https?://\S+", " ", text).lower().replace("é", "e"))


def _text(post):
    return f"{post.title}\n{post.text}"


def test_every_post_on_the_medicine_names_it_or_its_maker(posts):
    silent = [_text(post) for post in posts if post.outcome == KEPT and not {"veltamine", "orsenne"} & set(_whole_words(_text(post)))]
    assert silent == []


def test_the_query_keeps_what_the_truth_keeps(posts):
    for post in posts:
        if post.outcome in (KEPT, OFF_QUERY):
            assert query.is_on_query(_text(post)) == (post.outcome == KEPT), _text(post)


def test_posts_beside_the_study_are_namesakes_or_without_any_term(posts):
    beside = [_whole_words(_text(post)) for post in posts if post.outcome == OFF_QUERY]
    assert sum("veltamine" in words for words in beside) > 60
    assert sum("veltamine" not in words for words in beside) > 60


def test_no_text_comes_twice_unless_planted(posts):
    free = [post for post in posts if post.repost_of is None and post.near_duplicate_of is None and post.outcome not in (DUPLICATE, REJECTED)]
    twice = [text for text, count in Counter(post.text for post in free).items() if count > 1]
    assert twice == []


def test_ids_are_unique_but_for_second_exports(posts):
    twice = {post_id for post_id, count in Counter(post.post_id for post in posts).items() if count > 1}
    assert twice == {post.post_id for post in posts if post.outcome == DUPLICATE}


def test_a_second_export_has_larger_figures(posts):
    for first in (post for post in posts if post.outcome == DUPLICATE and post.counts):
        second = next(post for post in posts if post.post_id == first.post_id and post is not first)
        assert second.counts["likes"] > first.counts["likes"]


def test_ids_of_x_do_not_fit_a_float(posts):
    assert all(int(post.native_id) > 2**53 for post in posts if post.source == "x")


def test_no_single_word_gives_a_subject_away(posts):
    query_words = {"veltamine", "orsenne"}
    kept = [(post.subject, set(_whole_words(_text(post))) - query_words) for post in posts if post.outcome == KEPT and post.subject]
    for subject in SUBJECTS:
        own = [words for key, words in kept if key == subject.key]
        others = [words for key, words in kept if key != subject.key]
        inside, outside = Counter(word for words in own for word in words), Counter(word for words in others for word in words)
        giveaways = [word for word, count in inside.items() if count > 0.6 * len(own) and outside[word] < 0.05 * len(others)]
        assert giveaways == []


def test_every_subject_speaks_in_at_least_forty_words_of_its_own_months(posts):
    for subject in SUBJECTS:
        texts = [post for post in posts if post.subject == subject.key and post.outcome == KEPT]
        common = Counter(word for post in texts for word in set(_whole_words(post.text)) if len(word) > 4)
        assert sum(count >= 5 for count in common.values()) >= 40
        assert all(subject.months[post.period] for post in texts)


def test_every_address_is_on_a_reserved_domain(corpus):
    namespaces = {"purl.org"}  # the two XML namespaces of RSS; nothing is fetched from them
    for name, content in corpus.items():
        for address in re.findall(r"https?://[^\s\"'<>)\],]+", content.decode("utf-8", errors="replace")):
            host = urlsplit(address).hostname
            assert host.endswith(".example") or host in namespaces, (name, address)


def test_answers_come_after_what_they_answer(posts):
    for post in posts:
        for parent in (post.reply_to, post.repost_of, post.near_duplicate_of):
            assert parent is None or parent.at <= post.at


def test_each_planted_tone_and_medium_is_there(posts):
    kept = Counter((post.medium, post.tone) for post in posts if post.outcome == KEPT)
    assert all(kept[medium, tone] > 10 for medium in ("twitter", "facebook", "forum", "blog") for tone in ("negative", "neutral", "positive"))


def test_tags_mentions_and_links_of_the_truth_stand_in_the_texts(posts):
    for post in posts:
        if post.source not in ("x", "forum") or post.outcome == REJECTED:
            continue
        text = re.sub(r"^RT @\w+: ", "", post.text)
        links = [address.rstrip('")') for address in re.findall(r"https?://\S+", text)]
        plain = re.sub(r"https?://\S+", " ", text)
        assert re.findall(r"(?<!\w)#(\w+)", plain) == post.tags
        assert sorted(re.findall(r"(?<!\w)@(\w+)", plain)) == sorted(post.mentions)
        assert [_canonical(link) for link in links] == post.links


def _canonical(link):
    parts = urlsplit(link)
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path}"


def test_hubs_are_mentioned_most_and_communities_mostly_talk_inside(posts):
    mentions = Counter()
    inside = total = 0
    authors = {post.author.handle: post.author for post in posts if post.source == "x"}
    for post in posts:
        for handle in post.mentions if post.source == "x" and post.repost_of is None else ():
            mentions[handle] += 1
            other = authors.get(handle)
            if other:
                total += 1
                inside += bool(set(other.communities) & set(post.author.communities))
    hubs = {handle for handle, account in authors.items() if account.role == "hub"}
    assert len(hubs & {handle for handle, _ in mentions.most_common(15)}) >= 12
    assert inside > 0.7 * total


def test_the_bursts_stand_out(posts):
    days = Counter(post.day for post in posts if post.source == "x" and post.outcome == KEPT)
    assert {day for day, _ in days.most_common(2)} == {"2011-05-17", "2011-06-14"}


def test_the_ring_posts_the_same_words_within_seconds(posts):
    ring = [post for post in posts if post.author.role == "ring"]
    for link in {post.links[0] for post in ring}:
        together = [post for post in ring if post.links[0] == link]
        assert len({post.author.handle for post in together}) == 8
        assert len({post.text for post in together}) == 1
        assert (max(post.at for post in together) - min(post.at for post in together)).total_seconds() <= 40


def test_handles_are_unique_whatever_their_case():
    for accounts in everyone(random.Random(2011)).values():
        handles = [account.handle.lower() for account in accounts]
        assert len(set(handles)) == len(handles)


def test_some_posts_fall_in_another_month_when_days_are_cut_in_utc(posts):
    assert any(post.at.isoformat()[:7] != post.period for post in posts if post.outcome == KEPT)


def test_no_text_shows_a_slip_of_the_templates(posts):
    slips = re.compile(
        r"[\[\]{}|]|  |\b(?:de le|à le|de les|à les|de des|que il|que on|de Orsenne|que Orsenne|de a|de un)\b|\b(?:de|le|que|ne|se) [éèêoiuy]",
        re.IGNORECASE,
    )
    planted_code = {post.text for post in posts if not post.subject and post.outcome == KEPT}
    found = {
        (slips.search(post.text)[0], post.text)
        for post in posts
        if post.outcome == KEPT and post.text not in planted_code and slips.search(post.text)
    }
    assert sorted(found)[:5] == []
