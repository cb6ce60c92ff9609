"""How the posts sound: a lexicon, coded samples, and what is learnt from them."""
