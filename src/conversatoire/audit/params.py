"""What the workflow asks of the study for its audit: the notebook's parameters, and the files kept by hand that it reads."""

from typing import Any

from conversatoire.config import Study


def params(name: str, study: Study) -> dict[str, Any]:
    """What the audit's notebook gets: the section `audit` and the few facts around it, plain values ready for YAML."""
    around = study.model_dump(mode="json", include={"timezone", "own_accounts", "brands", "lists", "query"})
    settings = study.audit.model_dump()
    settings["seed"] = study.seed if settings["seed"] is None else settings["seed"]
    about = study.model_dump(mode="json", include={"title", "question", "note_languages"})
    return {"study": name, **around, "accounts": study.benchmark.accounts, "settings": settings, "about": about}


def files(study: Study) -> list[str]:
    """Files of the analyst that the audit reads, as a rule's inputs."""
    return [file for file in (study.audit.dimensions, study.audit.press) if file]
