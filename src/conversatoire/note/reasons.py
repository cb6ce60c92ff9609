"""Why rows were rejected, in French: the importer says it in English, in `rejects.csv`. A reason that is missing here is shown as it stands."""

_FRENCH = {
    "NUL byte": "octet nul",
    "end of an item without its start": "fin d’un élément sans son début",
    "error message of the API, no tweet": "message d’erreur de l’API, sans tweet",
    "impossible date": "date impossible",
    "invalid UTF-8": "UTF-8 invalide",
    "item cut off: it has no end": "élément coupé : il n’a pas de fin",
    "item that is not readable XML": "élément qui n’est pas du XML lisible",
    "item with neither title, text nor link": "élément sans titre, texte ni lien",
    "message cut off within its headers": "message coupé dans ses en-têtes",
    "message with parts nested too deep": "message aux parties trop imbriquées",
    "no date": "date absente",
    "no message: it starts with no header": "pas un message : aucun en-tête au début",
    "no post or comment: no id": "ni message ni commentaire : pas d’identifiant",
    "no status: no id": "pas un message : pas d’identifiant",
    "no text and no link": "ni texte ni lien",
    "no tweet: no id": "pas un tweet : pas d’identifiant",
    "not a JSON object": "pas un objet JSON",
    "not valid JSON, mangled or cut off": "JSON abîmé ou coupé",
    "truncated row": "ligne coupée",
    "unclosed or stray quote": "guillemet orphelin",
    "wrong number of columns": "nombre de colonnes faux",
}

REASONS: dict[str, dict[str, str]] = {"fr": _FRENCH, "en": {}}
