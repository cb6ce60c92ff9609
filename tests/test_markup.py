import html.parser

from hypothesis import given
from hypothesis import strategies as st

from conversatoire import text
from conversatoire.markup import decode_entities, html_links, html_to_text


def test_paragraphs_are_parted_by_an_empty_line_and_other_blocks_by_a_line_end():
    assert html_to_text("<p>Un</p>\n<p>deux<br>trois</p><div>quatre</div><div>cinq</div>") == "Un\n\ndeux\ntrois\n\nquatre\ncinq"
    assert html_to_text("<ul><li>a</li><li>b</li></ul>fin") == "a\nb\n\nfin"


def test_inline_tags_leave_no_trace_and_white_space_is_folded():
    assert html_to_text("  un <b>mot</b>\n <i>et</i>  un <span>au</span>tre ") == "un mot et un autre"


def test_entities_are_decoded_once():
    assert html_to_text("caf&eacute; &amp;lt; &#233; 3 < 4 &agrave") == "café &lt; é 3 < 4 à"


def test_scripts_styles_and_comments_are_no_text():
    assert html_to_text('a<script>var x = "<p>non</p>"</script><!-- non > --><style>p {}</style>b<script>sans fin') == "ab"


def test_a_sign_inside_a_quoted_attribute_ends_no_tag():
    assert html_to_text('<a title="x > y" href="/z">l</a>') == "l"


def test_a_shortened_mastodon_link_reads_whole():
    shown = (
        '<a href="https://ex.example/long/chemin"><span class="invisible">https://</span><span class="ellipsis">ex.example/long/</span>'
        '<span class="invisible">chemin</span></a>'
    )
    assert html_to_text(f"<p>Voir {shown}</p>") == "Voir https://ex.example/long/chemin"


def test_an_emoji_picture_is_its_character_and_other_pictures_are_nothing():
    assert html_to_text('ok <img class="wp-smiley" alt="😀" src="x"> <img src="y" alt="un chat">') == "ok 😀"


def test_line_ends_of_preformatted_text_stay():
    assert html_to_text("<pre>un\ndeux</pre>un\ndeux") == "un\ndeux\n\nun deux"


def test_links_come_with_their_classes():
    links = html_links('<a class="u-url mention" rel=nofollow HREF=\'/a?b=1&amp;c=2\'>x</a><a name="y"></a><a href="">z</a>')
    assert [(link.href, sorted(link.classes)) for link in links] == [("/a?b=1&c=2", ["mention", "nofollow", "u-url"])]


def test_a_reference_of_thousands_of_digits_is_no_failure():
    assert decode_entities("&#" + "1" * 9000 + ";!") == "\ufffd!"


def test_html_to_text_is_offered_among_the_helpers_for_texts():
    assert text.html_to_text is html_to_text


MARKUP = st.lists(
    st.sampled_from(["<p>", "</p>", "<b", ">", '"', "'", "<!--", "-->", "<script>", "</script>", "&#1", "&amp;", "é", " ", "\n", "a=", "<a href="])
)


@given(st.one_of(st.text(), MARKUP.map("".join)))
def test_any_text_becomes_a_text_and_links(markup):
    assert isinstance(html_to_text(markup), str)
    assert all(link.href for link in html_links(markup))


@given(st.lists(st.sampled_from(["<b>", "</b>", "<i x='1'>", "un", " deux", "<a href='z'>", "</a>", "&eacute;"])))
def test_inline_markup_gives_the_same_words_as_the_standard_parser(parts):
    class Words(html.parser.HTMLParser):
        found = ""

        def handle_data(self, data):
            self.found += data

    parser = Words()
    parser.feed("".join(parts))
    parser.close()
    assert html_to_text("".join(parts)).split() == parser.found.split()


def test_hundreds_of_kilobytes_of_hostile_markup_are_read():
    # Each of these took minutes under a parser that looks for the end again from every start.
    for piece in ("<", '<a "', "<!--", "<a '\"", "<script", "<a x=", "&#", "<p\"'>", "</p", "<![CDATA["):
        assert html_to_text(piece * 50_000) is not None
        assert html_links(piece * 50_000) is not None
