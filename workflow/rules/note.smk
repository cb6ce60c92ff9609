# The monthly note.
# Expects every table of the month, and some of the month before where the study has one. Makes the note in each of its
# languages (Markdown, HTML, PDF, DOCX), then the manifest of the month: hashes of what went in and what came out.


rule note:
    """Writes the month's note in every language and form, with the ids of the posts behind each count."""
    input:
        notebook="<notebooks>/3_note.ipynb",
        params="<results>/{study}/{period}/params/note.yaml",
        code=plan.code("3_note.ipynb", "note"),
        collection=rules.collection.output,
        topics=[rules.topics.output, rules.topic_links.output],
        influencers=[rules.influencers.output, rules.community_links.output, rules.community_topics.output],
        barometer=rules.barometer.output,
        tone=rules.tone.output,
        events=rules.events.output,
        benchmark=rules.benchmark.output,
        theme=plan.theme_files(study),
        kept_by_hand=plan.events_files(study),
        previous=lambda w: plan.before(study, w.period, "collection/posts.parquet", "collection/volume.csv", "topics/topics.csv"),
        measured=lambda w: plan.before(study, w.period, "influencers/accounts.csv", "tone/shares.csv", "benchmark/share_of_voice.csv"),
    output:
        expand("<results>/{{study}}/{{period}}/note/note.{lang}.{form}", lang=LANGUAGES, form=["md", "html", "pdf", "docx"]),
        plan=expand("<results>/{{study}}/{{period}}/note/crisis_plan.{lang}.{form}", lang=LANGUAGES, form=["md", "docx"]),
        reports=expand(
            "<results>/{{study}}/{{period}}/note/report_{report}.{lang}.{form}",
            report=study.note.reports,
            lang=LANGUAGES,
            form=["md", "html", "pdf", "docx"],
        ),
        posts=directory("<results>/{study}/{period}/note/posts"),
        html="<results>/{study}/{period}/notebooks/3_note.html",
    log:
        text="<logs>/{study}/{period}/note.log",
        notebook="<results>/{study}/{period}/notebooks/3_note.ipynb",
    benchmark:
        "<benchmarks>/{study}/{period}/note.tsv"
    conda:
        "../../environment.yml"
    params:
        month=subpath(output[0], ancestor=2),
        previous=lambda w, input: quote(os.path.dirname(os.path.dirname(input.previous[0])) if input.previous else ""),
        out=subpath(output[0], parent=True),
    shell:
        "papermill {input.notebook:q} {log.notebook:q} -f {input.params:q} --no-progress-bar"
        " -r month {params.month:q} -r previous {params.previous} -r out {params.out:q} > {log.text:q} 2>&1"
        " && python -m conversatoire.page {log.notebook:q} {output.html:q} >> {log.text:q} 2>&1"


rule manifest:
    """Hashes what the month was made from and what came out, for `conversatoire verify`."""
    input:
        code=plan.code("manifest.py"),
        kept=plan.by_hand(STUDY, study),
        sources=expand("<results>/{{study}}/imported/{source}.yaml", source=SOURCES),
        tables=expand("<results>/{{study}}/imported/{source}.{table}", source=SOURCES, table=["parquet", "rejects.csv"]),
        steps=[
            rules.collection.output,
            rules.topics.output,
            rules.topic_links.output,
            rules.influencers.output,
            rules.community_links.output,
            rules.community_topics.output,
            rules.barometer.output,
            rules.tone.output,
            rules.events.output,
            rules.benchmark.output,
            rules.note.output,
        ],
    output:
        "<results>/{study}/{period}/manifest.json",
    log:
        "<logs>/{study}/{period}/manifest.log",
    benchmark:
        "<benchmarks>/{study}/{period}/manifest.tsv"
    conda:
        "../../environment.yml"
    params:
        month=subpath(output[0], parent=True),
        overrides=lambda w: [f"--set={override}" for override in config.get("set", [])],  # a function, or Snakemake would fill in braces
    shell:
        "python -m conversatoire.manifest {params.month:q} {input.sources:q} {params.overrides:q} --kept {input.kept:q} > {log:q} 2>&1"
