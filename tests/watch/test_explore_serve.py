"""How `explore` serves: to this machine only, nothing but the study's own results, read-only, and an index that may be built anew meanwhile."""

import re
import signal
import socket
import string
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from explore_site import MONTHS, Visitor, posts, serving, site, study
from small_index import made

from conversatoire.errors import StudyError
from conversatoire.watch.errors import SearchError
from conversatoire.watch.explore import serve, svg
from conversatoire.watch.explore.words import TEXTS


@pytest.fixture
def visitor(tmp_path):
    return Visitor(site(tmp_path))


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8001", 200),
        ("localhost", 200),
        ("[::1]:80", 200),
        ("evil.example", 400),
        ("127.0.0.1.evil.example:8001", 400),
        ("localhost.evil.example", 400),
        ("", 400),
    ],
)
def test_only_loopback_names_of_the_host_are_served(visitor, host, status):
    for address in ("search?ui=en", "/posts", "/2024-05/note/note.fr.html"):
        response = visitor.get(address, host=host)
        assert response.status_code == (404 if status == 200 and "note" in address else status)
        assert status == 200 or "127.0.0.1" in response.text


def test_another_host_is_served_where_the_user_opened_the_page_to_others(tmp_path):
    assert Visitor(site(tmp_path), guarded=False).get("search", host="observatory.example").status_code == 200


def test_the_first_page_is_the_search(visitor):
    for address in ("/", "/watch", "/watch/"):
        assert visitor.get(address).headers["location"] == "/watch/search"


def test_files_of_a_month_are_served_and_nothing_else(tmp_path):
    visitor = Visitor(site(tmp_path))
    note, secret = tmp_path / "small/2024-05/note/note.fr.html", tmp_path / "secret.html"
    note.parent.mkdir()
    for path, text in ((note, "<p>note</p>"), (note.with_name("f.svg"), "<svg/>"), (note.with_name(".hidden.html"), "x"), (secret, "secret")):
        path.write_text(text, encoding="utf-8")
    note.with_name("out.html").symlink_to(secret)
    served = visitor.get("/2024-05/note/note.fr.html")
    assert (served.status_code, served.text, served.headers["content-type"]) == (200, "<p>note</p>", "text/html; charset=utf-8")
    assert served.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in served.headers["content-security-policy"]
    assert visitor.get("/2024-05/note/f.svg").headers["content-type"] == "image/svg+xml"
    assert visitor.get("/2024-05/topics/topics.csv").status_code == 200
    for address in (
        "note/.hidden.html",
        "note/out.html",
        "note/missing.html",
        "note",
        "collection/posts.parquet",
        "../../secret.html",
        "..%2f..%2fsecret.html",
        "%2e%2e/%2e%2e/secret.html",
        "note/..%5c..%5csecret.html",
        "note/note.fr.html%00.html",
        "/etc/hosts.html",
    ):
        assert "secret" not in visitor.get(f"/2024-05/{address}").text
        assert visitor.get(f"/2024-05/{address}").status_code in (302, 404), address
    assert visitor.get("/2024-13/note/note.fr.html").status_code != 200


def test_the_notes_are_listed(tmp_path):
    shown = site(tmp_path)
    note = tmp_path / "small/2024-05/note/note.fr.html"
    note.parent.mkdir()
    note.write_text("<p>note</p>", encoding="utf-8")
    assert 'href="../2024-05/note/note.fr.html" hreflang="fr">mai 2024 (français)</a>' in Visitor(shown).get("about?ui=fr").text


def test_tables_and_sql_can_be_read_and_not_written(visitor):
    read = visitor.get("/posts.json?sql=select+count(*)+as+n+from+posts&_shape=array")
    assert read.json() == [{"n": 10}]
    assert "frame-ancestors 'none'" in visitor.get("/posts/posts").headers["content-security-policy"]
    for sql in ("delete from posts", "attach database '/tmp/x' as x", "pragma writable_schema=1", "select load_extension('x')"):
        assert visitor.get(f"/posts.json?sql={sql}").status_code in (400, 403)
    assert visitor.get("/posts.db").status_code in (403, 404)
    assert visitor.get("/posts.json?sql=select+count(*)+as+n+from+posts&_shape=array").json() == [{"n": 10}]


def test_an_unknown_address_is_a_plain_404_without_a_trace(visitor, capfd):
    for address in ("/nothing", "/posts/nothing", "/posts/posts/999", "/nothing/there/at/all", "/2024-05"):
        assert visitor.get(address).status_code == 404, address
    assert capfd.readouterr().err == ""


def test_an_index_built_anew_is_read_anew_by_every_page(tmp_path):
    visitor = Visitor(site(tmp_path))
    assert len(visitor.get("search?format=json").json()["posts"]) == 10
    assert visitor.get("/posts.json?sql=select+count(*)+as+n+from+posts&_shape=array").json() == [{"n": 10}]
    made(tmp_path, posts()[:4], MONTHS).close()
    assert len(visitor.get("search?format=json").json()["posts"]) == 4
    assert visitor.get("/posts.json?sql=select+count(*)+as+n+from+posts&_shape=array").json() == [{"n": 4}]


def test_a_missing_or_broken_index_is_told_with_what_to_do(tmp_path):
    shown = site(tmp_path)
    visitor = Visitor(shown)
    for spoil in (lambda: shown.index.write_bytes(b"no database" * 100), shown.index.unlink):
        spoil()
        response = visitor.get("search?ui=en")
        assert (response.status_code, "conversatoire run small" in response.text) == (503, True)


def test_serve_refuses_what_is_no_index_before_it_listens(tmp_path):
    with pytest.raises(SearchError, match="conversatoire run"):
        serve.serve(tmp_path / "small/watch/posts.sqlite", "small", study(), tmp_path)


def test_it_tells_its_address_serves_and_ends_without_a_word_when_stopped(tmp_path):
    shown = site(tmp_path)
    code = "import sys; sys.path.insert(0, sys.argv[1]); from explore_site import study; from conversatoire.watch.explore.serve import serve; "
    code += "serve(sys.argv[2], 'small', study(), sys.argv[3], port=8700, say=lambda line: print(line, flush=True))"
    command = [sys.executable, "-c", code, str(Path(__file__).parent), str(shown.index), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        told = next(line for line in running.stdout if "http" in line)
        with urlopen(f"{re.search('http://[0-9.:]+/', told)[0]}watch/search?ui=en") as page:
            assert "10\u00a0posts" in page.read().decode()
        running.send_signal(signal.SIGINT)
        assert running.wait() == 0
        assert running.stderr.read() == ""


def test_where_the_port_is_taken_the_next_free_one_is_used():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        with serve.listen("127.0.0.1", number) as found:
            assert number < found.getsockname()[1] < number + 20


def test_an_address_that_is_not_this_machines_is_refused():
    with pytest.raises(StudyError, match="--host"):
        serve.listen("192.0.2.1", 8001)
    with pytest.raises(StudyError, match="--host"):
        serve.listen("no such host", 8001)


def test_ten_thousand_emoji_reach_the_page_and_get_an_answer(tmp_path):
    with serving(site(tmp_path)) as address:
        with pytest.raises(HTTPError) as refused:
            urlopen(f"{address}/watch/search?ui=fr&q={quote('🚀' * 10_000)}")
        assert refused.value.code == 400
        assert "raccourcissez" in refused.value.read().decode()


def test_both_languages_have_the_same_gaps_to_fill_and_french_its_own_signs():
    def gaps(text):
        return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)

    for key, french in TEXTS["fr"].items():
        assert gaps(french) == gaps(TEXTS["en"][key]), key
        assert not re.search(r" [;!?»%]|« | :|[a-zé]'[a-zé]", french), key
        assert french.strip(), key


def test_colours_are_those_of_the_figures_and_texts_stand_out_from_their_ground():
    from conversatoire.plots.look import PALETTE

    text = Path(serve.__file__).with_name("explore.css").read_text(encoding="utf-8")
    light, dark = (dict(re.findall(r"--(\w+): (#\w+);", part)) for part in text.split("@media (prefers-color-scheme: dark)")[:2])
    assert [light[f"c{number}"] for number in range(8)] == PALETTE
    for colours in (light, light | dark):
        for name in ("text", "soft", "accent"):
            assert contrast(colours[name], colours["back"]) >= 4.5, name
        assert contrast(colours["text"], colours["mark"]) >= 4.5
        assert contrast(colours["edge"], colours["back"]) >= 3


def contrast(one, other):
    """Ratio of contrast (WCAG 2.2)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_axis_of_counts_has_whole_steps_and_bars_have_the_height_of_their_count():
    from conversatoire.note.words import Words

    drawn = svg.bars([svg.Point("a", 1), svg.Point("b", 2), svg.Point("c", None)], "two bars", "posts", Words("en"))
    heights = [float(height) for height in re.findall(r'class="c0"[^>]*height="([0-9.]+)"', drawn)]
    assert heights == [79, 158, 79, 158]  # of 158 units, wide and narrow
    assert re.findall(r'text-anchor="end">([^<]+)<', drawn) == ["0", "1", "2"] * 2
    assert 'role="img" aria-label="two bars"' in drawn


def test_what_a_chart_is_told_is_escaped():
    from conversatoire.note.words import Words

    drawn = svg.lines(["<b>"], [svg.Series("<script>", [1])], '"><script>', "<i>", Words("fr")) + svg.intervals(
        [svg.Interval("<u>", 1, 0, 2, "<s>")], "<a>", "<em>", Words("fr")
    )
    assert not re.search(r"<(b|script|i|u|s|a|em)>", drawn)
