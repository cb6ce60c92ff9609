# Raw exports to the month's posts.
# Expects the files that the study's sources name. Makes imported/{source}.parquet (every post that could be read) with
# {source}.rejects.csv (every row that could not), then each month's posts, coverage and volumes. The key of pseudonyms reaches the
# importer by its environment alone; parameters hold the key's fingerprint, so that another key imports anew.

from conversatoire.privacy import params as of_privacy, where


rule source_params:
    """Writes what the importer of a source gets: its section of the study and its files."""
    output:
        "<results>/{study}/imported/{source}.yaml",
    log:
        "<logs>/{study}/imported/{source}.params.log",
    benchmark:
        "<benchmarks>/{study}/imported/{source}.params.tsv"
    conda:
        "../../environment.yml"
    params:
        values=lambda w: plan.source_params(study, w.source) | of_privacy.of_import(STUDY, study),
    script:
        "../scripts/params.py"


rule import_source:
    """Reads every file of a source, in its own format, into one table of posts and one of rejects."""
    input:
        files=lambda w: plan.source_params(study, w.source)["files"],
        params="<results>/{study}/imported/{source}.yaml",
        deletions=where.lists(STUDY),
        code=lambda w: plan.import_code(study, w.source),
    output:
        posts="<results>/{study}/imported/{source}.parquet",
        rejects="<results>/{study}/imported/{source}.rejects.csv",
    log:
        "<logs>/{study}/imported/{source}.log",
    benchmark:
        "<benchmarks>/{study}/imported/{source}.tsv"
    conda:
        "../../environment.yml"
    shell:
        "python -m conversatoire.collection.importer {input.params:q} {output.posts:q} {output.rejects:q} > {log:q} 2>&1"


rule params:
    """Writes what a step's notebook gets: its own section of the study, so that no other key reruns it."""
    output:
        "<results>/{study}/{period}/params/{step}.yaml",
    log:
        "<logs>/{study}/{period}/{step}.params.log",
    benchmark:
        "<benchmarks>/{study}/{period}/{step}.params.tsv"
    conda:
        "../../environment.yml"
    params:
        values=lambda w: step_params(STUDY, study, w.period, w.step),
    script:
        "../scripts/params.py"


rule collection:
    """Cuts the month out of the imported posts: month, duplicates, language, query; accounts for every row."""
    input:
        expand("<results>/{{study}}/imported/{source}.{table}", source=SOURCES, table=["parquet", "rejects.csv"]),
        notebook="<notebooks>/1_collection.ipynb",
        params="<results>/{study}/{period}/params/collection.yaml",
        code=plan.code("1_collection.ipynb"),
    output:
        multiext("<results>/{study}/{period}/collection/", "coverage.csv", "coverage_days.csv", "volume.csv", "rejects.csv"),
        posts="<results>/{study}/{period}/collection/posts.parquet",
        html="<results>/{study}/{period}/notebooks/1_collection.html",
    log:
        text="<logs>/{study}/{period}/collection.log",
        notebook="<results>/{study}/{period}/notebooks/1_collection.ipynb",
    benchmark:
        "<benchmarks>/{study}/{period}/collection.tsv"
    conda:
        "../../environment.yml"
    params:
        imported=subpath(input[0], parent=True),
        out=subpath(output.posts, parent=True),
    shell:
        "papermill {input.notebook:q} {log.notebook:q} -f {input.params:q} --no-progress-bar"
        " -r imported {params.imported:q} -r out {params.out:q} > {log.text:q} 2>&1"
        " && python -m conversatoire.page {log.notebook:q} {output.html:q} >> {log.text:q} 2>&1"
