"""Writes the parameters that the rule carries as YAML; the rule carries them so that Snakemake sees when they change."""

from conversatoire.plan import write

write(snakemake.params.values, snakemake.output[0])
