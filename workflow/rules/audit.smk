# The image audit: one document over the whole study.
# Expects the posts, topics, accounts, tone and benchmark of all months up to the last one asked for. Makes the tables of the audit, and the
# document in each language of the note (Markdown, HTML, PDF, DOCX).

from conversatoire.audit import params as of_audit
from conversatoire.watch import months as indexed

MONTHS_SO_FAR = indexed.made(study, MONTHS)


localrules:
    audit_params,


rule audit_params:
    """Writes what the audit's notebook gets."""
    output:
        "<results>/{study}/params/audit.yaml",
    log:
        "<logs>/{study}/audit.params.log",
    benchmark:
        "<benchmarks>/{study}/audit.params.tsv"
    conda:
        "../../environment.yml"
    params:
        values=lambda w: of_audit.params(STUDY, study),
    script:
        "../scripts/params.py"


rule audit:
    """Measures the image over all months so far, and writes the audit in every language and form."""
    input:
        notebook="<notebooks>/4_audit.ipynb",
        params="<results>/{study}/params/audit.yaml",
        code=plan.code("4_audit.ipynb", "audit", "note"),
        kept_by_hand=of_audit.files(study),
        posts=expand("<results>/{{study}}/{period}/collection/posts.parquet", period=MONTHS_SO_FAR),
        days=expand("<results>/{{study}}/{period}/collection/coverage_days.csv", period=MONTHS_SO_FAR),
        topics=expand(
            "<results>/{{study}}/{period}/topics/{table}",
            period=MONTHS_SO_FAR,
            table=["topics.csv", "topic_links.csv", "post_topics.parquet"],
        ),
        influencers=expand("<results>/{{study}}/{period}/influencers/{table}.csv", period=MONTHS_SO_FAR, table=["accounts", "edges", "communities"]),
        tone=expand("<results>/{{study}}/{period}/tone/{table}", period=MONTHS_SO_FAR, table=["post_tone.parquet", "evaluation.csv", "agreement.csv"]),
        benchmark=expand("<results>/{{study}}/{period}/benchmark/{table}.csv", period=MONTHS_SO_FAR, table=["pages", "reaction_posts"]),
    output:
        multiext("<results>/{study}/audit/", "image_media.csv", "image_sites.csv", "image_accounts.csv", "image_subjects.csv", "dimensions.csv"),
        multiext("<results>/{study}/audit/", "presence.csv", "three_c.csv", "swot.csv", "strengths.csv"),
        expand("<results>/{{study}}/audit/audit.{lang}.{form}", lang=LANGUAGES, form=["md", "html", "pdf", "docx"]),
        html="<results>/{study}/notebooks/4_audit.html",
    log:
        text="<logs>/{study}/audit.log",
        notebook="<results>/{study}/notebooks/4_audit.ipynb",
    benchmark:
        "<benchmarks>/{study}/audit.tsv"
    conda:
        "../../environment.yml"
    params:
        folders=lambda w, input: quote("|".join(os.path.dirname(os.path.dirname(path)) for path in input.posts)),
        out=subpath(output[0], parent=True),
    shell:
        "papermill {input.notebook:q} {log.notebook:q} -f {input.params:q} --no-progress-bar"
        " -r folders {params.folders} -r out {params.out:q} > {log.text:q} 2>&1"
        " && python -m conversatoire.page {log.notebook:q} {output.html:q} >> {log.text:q} 2>&1"
