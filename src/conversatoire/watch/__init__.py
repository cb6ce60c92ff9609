"""The watch tool: a full-text index of the study's posts, searched in the terminal (`search`) and as a local web page (`explore`)."""
