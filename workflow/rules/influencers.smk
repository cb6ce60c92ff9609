# Who carries the month's conversations.
# Expects the month's posts. Makes the accounts with their places in the graph of mentions, replies, reposts and quotes, the
# graph itself, its communities, how links and posts spread, and who shares the same within seconds; then, with the month before and
# the topics, how the communities go on and what they speak of.


rule influencers:
    """Builds the month's graph of accounts, measures and groups them."""
    input:
        notebook="<notebooks>/2_influencers.ipynb",
        params="<results>/{study}/{period}/params/influencers.yaml",
        code=plan.code("2_influencers.ipynb", "influencers"),
        posts="<results>/{study}/{period}/collection/posts.parquet",
    output:
        multiext("<results>/{study}/{period}/influencers/", "accounts.csv", "edges.csv", "communities.csv", "rankings.csv", "graphs.csv"),
        multiext("<results>/{study}/{period}/influencers/", "cascades.csv", "cascade_posts.csv", "coordination.csv", "graph.gexf", "graph.html"),
        html="<results>/{study}/{period}/notebooks/2_influencers.html",
    log:
        text="<logs>/{study}/{period}/influencers.log",
        notebook="<results>/{study}/{period}/notebooks/2_influencers.ipynb",
    benchmark:
        "<benchmarks>/{study}/{period}/influencers.tsv"
    conda:
        "../../environment.yml"
    params:
        out=subpath(output[0], parent=True),
    shell:
        "papermill {input.notebook:q} {log.notebook:q} -f {input.params:q} --no-progress-bar"
        " -r posts {input.posts:q} -r out {params.out:q} > {log.text:q} 2>&1"
        " && python -m conversatoire.page {log.notebook:q} {output.html:q} >> {log.text:q} 2>&1"


rule community_links:
    """Matches the month's communities with those of the month before by their members."""
    input:
        accounts="<results>/{study}/{period}/influencers/accounts.csv",
        previous=lambda w: plan.before(study, w.period, "influencers/accounts.csv"),
        code=plan.code("influencers/community_match.py"),
    output:
        "<results>/{study}/{period}/influencers/community_links.csv",
    log:
        "<logs>/{study}/{period}/community_links.log",
    benchmark:
        "<benchmarks>/{study}/{period}/community_links.tsv"
    conda:
        "../../environment.yml"
    shell:
        "python -m conversatoire.influencers.community_match {output:q} {input.accounts:q} {input.previous:q} > {log:q} 2>&1"


rule community_topics:
    """Counts the topics of each community's posts."""
    input:
        posts="<results>/{study}/{period}/collection/posts.parquet",
        accounts="<results>/{study}/{period}/influencers/accounts.csv",
        topics="<results>/{study}/{period}/topics/post_topics.parquet",
        code=plan.code("influencers/community_topics.py"),
    output:
        "<results>/{study}/{period}/influencers/community_topics.csv",
    log:
        "<logs>/{study}/{period}/community_topics.log",
    benchmark:
        "<benchmarks>/{study}/{period}/community_topics.tsv"
    conda:
        "../../environment.yml"
    shell:
        "python -m conversatoire.influencers.community_topics {output:q} {input.posts:q} {input.accounts:q} {input.topics:q} > {log:q} 2>&1"
