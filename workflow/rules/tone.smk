# How the posts sound, and the codes given by hand.
# Expects the month's posts, accounts and topics, and the study's coded samples and own words. Makes each post's tone, the shares with their
# intervals, what is known of their error, and each post's code by the code books of the study.


rule tone:
    """Measures the tone of the month's posts, and learns codes from those given by hand."""
    input:
        notebook="<notebooks>/2_tone.ipynb",
        params="<results>/{study}/{period}/params/tone.yaml",
        code=plan.code("2_tone.ipynb", "tone"),
        coded_by_hand=plan.coded_by_hand(study),
        posts="<results>/{study}/{period}/collection/posts.parquet",
        accounts="<results>/{study}/{period}/influencers/accounts.csv",
        topics="<results>/{study}/{period}/topics/topics.csv",
        post_topics="<results>/{study}/{period}/topics/post_topics.parquet",
    output:
        multiext("<results>/{study}/{period}/tone/", "post_tone.parquet", "shares.csv", "evaluation.csv", "confusion.csv", "agreement.csv"),
        multiext("<results>/{study}/{period}/tone/", "disagreements.csv", "extremes.csv", "tone_words.csv", "post_codes.parquet", "code_shares.csv"),
        html="<results>/{study}/{period}/notebooks/2_tone.html",
    log:
        text="<logs>/{study}/{period}/tone.log",
        notebook="<results>/{study}/{period}/notebooks/2_tone.ipynb",
    benchmark:
        "<benchmarks>/{study}/{period}/tone.tsv"
    conda:
        "../../environment.yml"
    params:
        out=subpath(output[0], parent=True),
    shell:
        "papermill {input.notebook:q} {log.notebook:q} -f {input.params:q} --no-progress-bar"
        " -r posts {input.posts:q} -r accounts {input.accounts:q} -r topics {input.topics:q} -r post_topics {input.post_topics:q}"
        " -r out {params.out:q} > {log.text:q} 2>&1"
        " && python -m conversatoire.page {log.notebook:q} {output.html:q} >> {log.text:q} 2>&1"
