# The index behind `conversatoire search` and `explore`.
# Expects the posts and topics of the months asked for and of all before them; months after them stay in the index where an earlier run
# has left their tables. Makes one SQLite file a study, with a full-text table.

from pathlib import Path

from conversatoire.watch import months as indexed


rule watch:
    """Writes the index of the study's posts anew."""
    input:
        expand("<results>/{{study}}/{period}/{table}", period=indexed.made(study, MONTHS), table=indexed.TABLES),
        code=plan.code("watch/index.py"),
    output:
        "<results>/{study}/watch/posts.sqlite",
    log:
        "<logs>/{study}/watch.log",
    benchmark:
        "<benchmarks>/{study}/watch.tsv"
    conda:
        "../../environment.yml"
    params:
        title=lambda w: study.title,  # a function, or Snakemake would fill in braces
        timezone=study.timezone,
        made=lambda w, output: [str(Path(output[0]).parents[1] / month) for month in indexed.made(study, MONTHS)],
        kept=indexed.kept(STUDY, study, MONTHS, str(config.get("results", "results")).rstrip("/")),
    shell:
        "python -m conversatoire.watch.index {output:q} --study {wildcards.study:q} --title={params.title:q} --timezone {params.timezone:q}"
        " {params.made:q} {params.kept:q} > {log:q} 2>&1"
