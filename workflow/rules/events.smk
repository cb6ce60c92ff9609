# What happened in the month and what is brewing: peaks with their causes, weak signals, alerts, the indicators and level of a crisis, open questions.
# Expects the month's posts, tone, topics and accounts, and the posts, tone and topics of all months before, which tell what is usual. Makes the
# peaks, the series they stand in, the weak signals, the alerts with their past rate, the indicators day by day, the plan to be filled in, and the
# questions.


rule events:
    """Compares hours and days with what is usual, names what made them, and finds what people ask."""
    input:
        notebook="<notebooks>/2_events.ipynb",
        params="<results>/{study}/{period}/params/events.yaml",
        code=plan.code("2_events.ipynb", "events"),
        kept_by_hand=plan.events_files(study),
        posts="<results>/{study}/{period}/collection/posts.parquet",
        coverage="<results>/{study}/{period}/collection/coverage_days.csv",
        tone="<results>/{study}/{period}/tone/post_tone.parquet",
        topics=multiext("<results>/{study}/{period}/topics/", "topics.csv", "post_topics.parquet", "topic_links.csv"),
        accounts="<results>/{study}/{period}/influencers/accounts.csv",
        earlier=lambda w: plan.all_before(study, w.period, "collection/posts.parquet", "collection/coverage_days.csv", "tone/post_tone.parquet"),
        earlier_topics=lambda w: plan.all_before(study, w.period, "topics/post_topics.parquet", "topics/topic_links.csv"),
    output:
        multiext("<results>/{study}/{period}/events/", "peaks.csv", "causes.csv", "series.csv", "weak_signals.csv"),
        multiext("<results>/{study}/{period}/events/", "alerts.csv", "alert_rates.csv", "crisis.csv", "crisis_course.csv", "crisis_words.csv"),
        multiext("<results>/{study}/{period}/events/", "crisis_plan.csv", "questions.csv"),
        html="<results>/{study}/{period}/notebooks/2_events.html",
    log:
        text="<logs>/{study}/{period}/events.log",
        notebook="<results>/{study}/{period}/notebooks/2_events.ipynb",
    benchmark:
        "<benchmarks>/{study}/{period}/events.tsv"
    conda:
        "../../environment.yml"
    params:
        month=subpath(input.posts, ancestor=2),
        earlier=lambda w, input: quote("|".join(dict.fromkeys(os.path.dirname(os.path.dirname(file)) for file in input.earlier))),
        out=subpath(output[0], parent=True),
    shell:
        "papermill {input.notebook:q} {log.notebook:q} -f {input.params:q} --no-progress-bar"
        " -r month {params.month:q} -r earlier {params.earlier} -r out {params.out:q} > {log.text:q} 2>&1"
        " && python -m conversatoire.page {log.notebook:q} {output.html:q} >> {log.text:q} 2>&1"
