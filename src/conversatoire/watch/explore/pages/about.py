"""What this is: the study, the notes, how to search, what the pages can and cannot tell."""

from conversatoire.watch import db
from conversatoire.watch.explore import months
from conversatoire.watch.explore.asked import Answer, Asked
from conversatoire.watch.explore.pages.shared import posts_told
from conversatoire.watch.explore.render import instant_of


def about(asked: Asked) -> Answer:
    """The page about the study and the tool."""
    told, words, folder = db.about(asked.connection), asked.words, asked.site.folder
    zone = asked.site.study.timezone
    between = [instant_of(words, told[key], zone) for key in ("first", "last") if told[key] is not None]
    shown = {
        "posts": posts_told(asked, told["posts"] or 0),
        "between": between,
        "media": words.media(told["media"]),
        "notes": [row | {"shown": f"{words.month(row['month'])} ({words.language(row['lang'])})"} for row in months.notes(folder)],
        "others": [
            row | {"shown": f"{words.month(row['month'])}{asked.texts['colon']} {asked.texts['network'] if row['name'] == 'graph' else row['name']}"}
            for row in months.pages(folder)
        ],
    }
    return Answer("about.html", asked.texts["title_about"], shown)
