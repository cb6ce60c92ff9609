"""A run proven: made again elsewhere, and compared file by file with what its manifests promise."""
