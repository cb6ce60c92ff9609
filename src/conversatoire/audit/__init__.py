"""The image audit: one document over the whole study, with what can be measured of a reputation; the judgement is the analyst's."""
