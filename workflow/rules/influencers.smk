# Who carries the month's conversations.
# Expects the month's posts. Makes the accounts with their places in the graph of mentions, replies, reposts and quotes, the
# graph itself, and its communities.


rule influencers:
    """Builds the month's graph of accounts, measures and groups them."""
    input:
        notebook="<notebooks>/2_influencers.ipynb",
        params="<results>/{study}/{period}/params/influencers.yaml",
        code=plan.code("2_influencers.ipynb", "influencers"),
        posts="<results>/{study}/{period}/collection/posts.parquet",
    output:
        multiext("<results>/{study}/{period}/influencers/", "accounts.csv", "edges.csv", "communities.csv", "graph.gexf"),
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
