"""Tables that an analyst keeps by hand (data/reference): stop words and synonyms, names of topics. Read with care, before anything runs."""
