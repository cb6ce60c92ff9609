# The health of the month's conversations.
# Expects the month's posts and, from the study's second month on, the posts of the month before. Makes the top lists, the
# indices and the hours. It ranks accounts itself rather than read accounts.csv, so that no key of `influencers:` reruns it.


rule barometer:
    """Counts the month's top lists, indices and hours, and sets them beside the month before."""
    input:
        notebook="<notebooks>/2_barometer.ipynb",
        params="<results>/{study}/{period}/params/barometer.yaml",
        code=plan.code("2_barometer.ipynb", "barometer"),
        posts="<results>/{study}/{period}/collection/posts.parquet",
        previous=lambda w: plan.before(study, w.period, "collection/posts.parquet"),
    output:
        multiext("<results>/{study}/{period}/barometer/", "indices.csv", "top.csv", "hours.csv"),
        html="<results>/{study}/{period}/notebooks/2_barometer.html",
    log:
        text="<logs>/{study}/{period}/barometer.log",
        notebook="<results>/{study}/{period}/notebooks/2_barometer.ipynb",
    benchmark:
        "<benchmarks>/{study}/{period}/barometer.tsv"
    conda:
        "../../environment.yml"
    params:
        previous=lambda w, input: quote(input.previous[0] if input.previous else ""),
        out=subpath(output[0], parent=True),
    shell:
        "papermill {input.notebook:q} {log.notebook:q} -f {input.params:q} --no-progress-bar"
        " -r posts {input.posts:q} -r previous {params.previous} -r out {params.out:q} > {log.text:q} 2>&1"
        " && python -m conversatoire.page {log.notebook:q} {output.html:q} >> {log.text:q} 2>&1"
