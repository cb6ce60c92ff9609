"""A transformers text classifier that the user keeps on disk (`tone.model`); not needed for anything, and nothing is fetched."""

from pathlib import Path

import numpy as np
import pandas as pd

from conversatoire.errors import StudyError

_BATCH = 32  # posts at once
_SIGNS = {"neg": "negative", "neu": "neutral", "pos": "positive"}


def tones(texts: pd.Series, folder: Path | str) -> np.ndarray:
    """The tone of each text by the model.

    Raises:
        StudyError: transformers is not installed, there is no model in `folder`, or its labels are not the three tones.
    """
    try:
        from transformers import pipeline
    except ImportError:
        raise StudyError(f"tone.model: {folder}: the package transformers is not installed; install it, or leave tone.model out") from None
    if not (Path(folder) / "config.json").is_file():
        raise StudyError(f"tone.model: {folder}: holds no model (no config.json); save one there with save_pretrained")
    try:
        here = {"model": str(folder), "tokenizer": str(folder), "model_kwargs": {"local_files_only": True}}
        classifier = pipeline("text-classification", truncation=True, **here)
    except (OSError, ValueError) as error:
        raise StudyError(f"tone.model: {folder}: cannot be loaded: {error}") from None
    labels = {label: tone_of(label) for label in classifier.model.config.id2label.values()}
    if unknown := sorted(label for label, tone in labels.items() if tone is None):
        raise StudyError(f"tone.model: {folder}: the label «{unknown[0]}» is no tone; the labels must be negative, neutral and positive")
    return np.array([labels[found["label"]] for found in classifier(texts.tolist(), batch_size=_BATCH)], dtype=object)


def tone_of(label: str) -> str | None:
    """The tone that a model's label means: by its first three letters; None where it is none."""
    return _SIGNS.get(label.lower()[:3])
