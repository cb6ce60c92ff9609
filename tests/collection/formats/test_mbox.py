import mailbox

import pytest
from format_rows import mangled, read_bytes, rows_of, shared_files
from hypothesis import given, settings
from hypothesis import strategies as st

from conversatoire.collection.formats import mbox
from conversatoire.collection.formats._dates import iso_date
from conversatoire.collection.formats._json import NUL
from conversatoire.collection.formats._own_words import own_words

SEPARATOR = "From MAILER-DAEMON Fri Jul 08 09:12:44 2011\n"
FIRST = """From: =?utf-8?q?Ad=C3=A9la=C3=AFde?= B <Ada@Forum.example>
Date: Tue, 22 Sep 98 10:00:00 +0200
Subject: =?utf-8?b?4oaz?= Re: des =?iso-8859-1?Q?m=E9dicaments?=
Message-ID: <b2@forum.example>
In-Reply-To: <a1@forum.example>
References: <a0@forum.example>
 <a1@forum.example>
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: 8bit

Bonjour,

Bob a écrit :
> Et le prix ?
>
> Bob

Le prix a doublé.
>From là, je ne sais plus.

--\x20
Ada
"""
SECOND = """From: bob@forum.example (Bob)
Date: Tue, 22 Sep 1998 00:00:00 -0000
Subject: Autre
Message-ID: <c3@forum.example>

Un texte seul.
"""


def message(*headers, body="x"):
    return SEPARATOR + "".join(f"{header}\n" for header in headers) + f"\n{body}\n"


def test_a_message_becomes_its_authors_own_words(tmp_path):
    (post, other), rejects = read_bytes(tmp_path, f"{SEPARATOR}{FIRST}\n{SEPARATOR}{SECOND}\n", "mbox")
    assert rejects == []
    assert post == {
        "row": 1,
        "native_id": "b2@forum.example",
        "published_at": "1998-09-22T10:00:00+02:00",
        "author": "ada@forum.example",
        "author_name": "Adélaïde B",
        "title": "Re: des médicaments",
        "text": "Bonjour,\n\nLe prix a doublé.\nFrom là, je ne sais plus.",
        "reply_to": "a1@forum.example",
        "thread": "a0@forum.example",
    }
    assert (other["author"], other["author_name"], other["thread"]) == ("bob@forum.example", "Bob", "c3@forum.example")
    assert other["published_at"] == "1998-09-22T00:00:00+00:00" and "reply_to" not in other


def test_a_sentence_that_starts_with_from_starts_no_message(tmp_path):
    body = "Un.\n\nFrom there on, nothing.\nFrom x 10:30 in 2011 too\n\nFin."
    (post,), _ = read_bytes(tmp_path, message("From: a@b.example", body=body), "mbox")
    assert post["text"] == body


def test_what_stands_before_the_first_message_and_what_is_damaged_are_rejects(tmp_path):
    broken = [
        "du texte\n\n",
        message("From: a@b.example"),
        SEPARATOR + "pas un en-tête\n\nx\n\n",
        message("From: a@b.example", body="\0"),
        SEPARATOR + "From: a@b",
    ]
    posts, rejects = read_bytes(tmp_path, "\n".join(broken), "mbox")
    assert [post["row"] for post in posts] == [2]
    assert [(row, reason) for row, reason, _ in rejects] == [(1, mbox.NO_HEADERS), (3, mbox.NO_HEADERS), (4, NUL), (5, mbox.CUT_OFF)]


def test_a_single_message_without_separator_is_read(tmp_path):
    assert [post["title"] for post in read_bytes(tmp_path, SECOND, "mbox")[0]] == ["Autre"]


def test_without_references_in_reply_to_tells_the_parent(tmp_path):
    (post,), _ = read_bytes(tmp_path, message("From: a@b.example", "In-Reply-To: votre message <p@x> du 3 mai"), "mbox")
    assert (post["reply_to"], post["thread"]) == ("p@x", "p@x")


@pytest.mark.parametrize(
    ("written", "author", "name"),
    [
        ("Zoé <Z@X.example>", "z@x.example", "Zoé"),
        ("zoe at x.example (Zoe)", "zoe@x.example", "Zoe"),
        ("anonyme", "anonyme", "anonyme"),
        ("=?bogus?b?4oaz?= <z@x.example>", "z@x.example", "↳"),
        ("=?utf-8?b?####?= <z@x.example>", "z@x.example", None),
    ],
)
def test_senders_are_told_however_they_are_written(tmp_path, written, author, name):
    (post,), _ = read_bytes(tmp_path, message(f"From: {written}"), "mbox")
    assert post["author"] == author and (name is None or post["author_name"] == name)


def test_the_plain_part_goes_before_the_html_one_and_an_attachment_is_no_text(tmp_path):
    def part(kind, text, *more):
        return "\n".join(["--b", f"Content-Type: {kind}", *more, "", text])

    head = ["From: a@b.example", "Content-Type: multipart/mixed; boundary=b"]
    attached = part("text/plain", "joint", "Content-Disposition: attachment; filename=a.txt")
    html = part("text/html; charset=utf-8", "<p>Un<br>deux&nbsp;!</p>")
    both = message(*head, body="\n".join([attached, html, part("text/plain", "clair"), "--b--"]))
    alone = message(*head, body="\n".join([attached, html]))
    assert [post["text"] for post in read_bytes(tmp_path, both + "\n" + alone, "mbox")[0]] == ["clair", "Un\ndeux\xa0!"]


@pytest.mark.parametrize("charset", ["utf-8", "us-ascii", "x-unknown", "iso-8859-1", "rot13", "windows-1252"])
def test_a_wrong_charset_costs_no_text(tmp_path, charset):
    data = message("From: a@b.example", f"Content-Type: text/plain; charset={charset}", body="d\u00e9j\u00e0").encode("cp1252")
    assert read_bytes(tmp_path, data, "mbox")[0][0]["text"] == "déjà"


def test_flowed_lines_are_joined(tmp_path):
    body = "Une ligne \nqui continue.\n> cité \n> encore\n Fin.\n-- \nsigné"
    (post,), _ = read_bytes(tmp_path, message("From: a@b.example", "Content-Type: text/plain; format=flowed", body=body), "mbox")
    assert post["text"] == "Une ligne qui continue.\nFin."


@pytest.mark.parametrize(
    ("written", "own"),
    [
        ("On Tue, 22 Sep 1998, Bob\n<b@x> wrote:\n> a\nOui", "Oui"),
        ("Bob wrote:\n: a\n:\n: b\n\nOui :)\n:-)", "Oui :)\n:-)"),
        ("Bob wrote in message <x>...\n\n>a\n…[3 more quoted lines elided]…\nOui", "Oui"),
        ("Oui\n\n-----Message d'origine-----\nDe : Bob\nTexte de Bob", "Oui"),
        ("> tout\n> est cité", "> tout\n> est cité"),
        ("Elle a écrit :\n\nVoici mon texte.", "Elle a écrit :\n\nVoici mon texte."),
        ("Un\n--\n" + "ligne\n" * 20 + "deux", "Un\n--\n" + "ligne\n" * 20 + "deux"),
    ],
)
def test_quotes_their_attribution_and_the_signature_are_left_out(written, own):
    assert own_words(written) == own


@pytest.mark.parametrize("written", ["Mon, 31 Jun 2011 25:61:00 +0200", "hier", "2011-05-02T10:00:00Z", "1374527911", ""])
def test_what_is_no_mail_date_is_handed_on_as_it_stands(written):
    assert iso_date(written) == written


def test_every_message_of_the_shared_file_is_a_row():
    (path,) = shared_files("usenet-mbox-1998-09/*.mbox")
    box = mailbox.mbox(path, create=False)
    posts, rejects = rows_of(path, "mbox")
    assert rejects == [] and len(posts) == len(box) == 2576
    assert [post["native_id"] for post in posts] == [str(item["Message-ID"]).strip("<>") for item in box]
    assert all(post["text"] and post["published_at"].startswith("1998-09-") for post in posts)


def test_hostile_headers_and_parts_nested_without_end_cost_one_message(tmp_path):
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n" for level in range(3000))
    hostile = [f"Subject: {'=?utf-8?q?a' * 9000}", f"From: {'(' * 9000}", f"References: {'<' * 9000}", f"Content-Type: text/plain{'; a=b' * 900}"]
    posts, rejects = read_bytes(tmp_path, SEPARATOR + "From: a@b.example\n" + deep + "\n" + "\n".join(message(header) for header in hostile), "mbox")
    assert [reject.reason for reject in rejects] == [mbox.TOO_DEEP] and len(posts) == len(hostile)


@settings(deadline=None)
@given(places=st.lists(st.tuples(st.floats(0, 0.99), st.binary(min_size=1, max_size=5)), max_size=8))
def test_a_mangled_mbox_loses_no_message(tmp_path_factory, places):
    data = mangled(f"{SEPARATOR}{FIRST}\n{SEPARATOR}{SECOND}\n".encode() * 2, places)
    posts, rejects = read_bytes(tmp_path_factory.mktemp("b"), data, "mbox")
    intact = data.count(b"\n\n" + SEPARATOR.encode() + b"From:") + data.startswith(SEPARATOR.encode())
    assert len(posts) + len(rejects) >= intact


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([*(f"{line}\n" for line in FIRST.split("\n")), SEPARATOR, "Content-Type: multipart/mixed; boundary=b\n", "--b\n", "=?x?\n"])
    )
)
def test_lines_of_a_message_in_any_order_fail_nowhere(tmp_path_factory, lines):
    posts, rejects = read_bytes(tmp_path_factory.mktemp("b"), "".join(lines), "mbox")
    assert posts or rejects or not "".join(lines).strip()
