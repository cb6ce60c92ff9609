"""The monthly note: facts out of the tables, words of a language, Markdown, then HTML, PDF and DOCX.

`facts.load` reads a month's tables, `figures.write` draws, `render.write` makes the files. Post text is data: `escape` makes it literal.
"""
