# The observatory: a static site over all months of the study.
# Expects the tables, the note and the manifest of every month asked for; other months stay in the site where an earlier run has left them.
# Makes one folder of pages, which opens from a disk and asks nothing of a network.

from conversatoire.site import kept as site_kept


rule site:
    """Writes the study's site anew."""
    input:
        notes=expand("<results>/{{study}}/{period}/note/note.{lang}.html", period=MONTHS, lang=LANGUAGES),
        # their proof stands on the pages; written again with another command, it tells nothing that the notes do not
        manifests=ancient(expand("<results>/{{study}}/{period}/manifest.json", period=MONTHS)),
        code=plan.code("site"),
    output:
        directory("<results>/{study}/site"),
    log:
        "<logs>/{study}/site.log",
    benchmark:
        "<benchmarks>/{study}/site.tsv"
    conda:
        "../../environment.yml"
    params:
        title=lambda w: study.title,  # a function, or Snakemake would fill in braces
        question=lambda w: study.question,
        timezone=study.timezone,
        languages=[f"--language={lang}" for lang in LANGUAGES],
        months=lambda w, input: [os.path.dirname(path) for path in input.manifests],
        kept=[f"--kept={folder}" for folder in site_kept.months(STUDY, study, MONTHS, str(config.get("results", "results")).rstrip("/"))],
    shell:
        "python -m conversatoire.site {output:q} {params.months:q} {params.kept:q} --study={wildcards.study:q} --title={params.title:q}"
        " --question={params.question:q} --timezone={params.timezone:q} {params.languages:q} > {log:q} 2>&1"
