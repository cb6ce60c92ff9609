# The subjects of the month's conversations.
# Expects the month's posts. Makes the topics and each post's topic; then, with the words of the month before where the study has
# one, what is new, goes on or has gone.


rule topics:
    """Finds the month's topics."""
    input:
        notebook="<notebooks>/2_topics.ipynb",
        params="<results>/{study}/{period}/params/topics.yaml",
        code=plan.code("2_topics.ipynb", "topics"),
        kept_by_hand=plan.kept_by_hand(study),
        posts="<results>/{study}/{period}/collection/posts.parquet",
    output:
        multiext("<results>/{study}/{period}/topics/", "topics.csv", "topic_model.csv", "post_topics.parquet", "topic_words.csv"),
        multiext("<results>/{study}/{period}/topics/", "topic_media.csv", "topic_days.csv", "topic_keys.csv", "topic_map.csv"),
        "<results>/{study}/{period}/topics/representative_posts.csv",
        html="<results>/{study}/{period}/notebooks/2_topics.html",
    log:
        text="<logs>/{study}/{period}/topics.log",
        notebook="<results>/{study}/{period}/notebooks/2_topics.ipynb",
    benchmark:
        "<benchmarks>/{study}/{period}/topics.tsv"
    conda:
        "../../environment.yml"
    params:
        out=subpath(output[0], parent=True),
    shell:
        "papermill {input.notebook:q} {log.notebook:q} -f {input.params:q} --no-progress-bar"
        " -r posts {input.posts:q} -r out {params.out:q} > {log.text:q} 2>&1"
        " && python -m conversatoire.page {log.notebook:q} {output.html:q} >> {log.text:q} 2>&1"


rule topic_links:
    """Matches the month's topics with those of the month before, whose links hand on each topic's id from the study's first month."""
    input:
        words="<results>/{study}/{period}/topics/topic_words.csv",
        previous=lambda w: plan.before(study, w.period, "topics/topic_words.csv", "topics/topic_links.csv"),
        code=plan.code("topics/match.py"),
    output:
        "<results>/{study}/{period}/topics/topic_links.csv",
    log:
        "<logs>/{study}/{period}/topic_links.log",
    benchmark:
        "<benchmarks>/{study}/{period}/topic_links.tsv"
    conda:
        "../../environment.yml"
    shell:
        "python -m conversatoire.topics.match {output:q} {wildcards.period:q} {input.words:q} {input.previous:q} > {log:q} 2>&1"
