# How the organisation stands beside the others.
# Expects the month's posts and their tone, the volumes of all months so far, everything that was imported (for answers that the query refuses or that
# came after the month), and the analyst's own CSV files. Makes share of voice, pages, reaction times, terms, internal series, returns and search results.


rule benchmark:
    """Compares brands, pages, reaction times, terms, internal series and search results."""
    input:
        notebook="<notebooks>/2_benchmark.ipynb",
        params="<results>/{study}/{period}/params/benchmark.yaml",
        code=plan.code("2_benchmark.ipynb", "benchmark"),
        kept_by_hand=plan.benchmark_files(study),
        posts="<results>/{study}/{period}/collection/posts.parquet",
        tone="<results>/{study}/{period}/tone/post_tone.parquet",
        volume="<results>/{study}/{period}/collection/volume.csv",
        earlier=lambda w: plan.all_before(study, w.period, "collection/volume.csv"),
        imported=expand("<results>/{{study}}/imported/{source}.parquet", source=SOURCES),
    output:
        multiext("<results>/{study}/{period}/benchmark/", "share_of_voice.csv", "brand_days.csv", "brand_pairs.csv", "brand_tone.csv", "pages.csv"),
        multiext("<results>/{study}/{period}/benchmark/", "reaction.csv", "reaction_posts.csv", "reaction_times.csv", "reaction_curve.csv"),
        multiext("<results>/{study}/{period}/benchmark/", "terms.csv", "term_days.csv", "term_pairs.csv"),
        multiext("<results>/{study}/{period}/benchmark/", "internal.csv", "internal_series.csv", "internal_lags.csv", "returns.csv", "visibility.csv"),
        html="<results>/{study}/{period}/notebooks/2_benchmark.html",
    log:
        text="<logs>/{study}/{period}/benchmark.log",
        notebook="<results>/{study}/{period}/notebooks/2_benchmark.ipynb",
    benchmark:
        "<benchmarks>/{study}/{period}/benchmark.tsv"
    conda:
        "../../environment.yml"
    params:
        imported=lambda w, input: quote("|".join(input.imported)),
        volumes=lambda w, input: quote("|".join([input.volume, *input.earlier])),
        out=subpath(output[0], parent=True),
    shell:
        "papermill {input.notebook:q} {log.notebook:q} -f {input.params:q} --no-progress-bar"
        " -r posts {input.posts:q} -r tone {input.tone:q} -r imported {params.imported} -r volumes {params.volumes} -r out {params.out:q}"
        " > {log.text:q} 2>&1 && python -m conversatoire.page {log.notebook:q} {output.html:q} >> {log.text:q} 2>&1"
