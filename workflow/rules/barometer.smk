# The health of the month's conversations.
# Expects the month's posts and, as far as the study goes back, those of the months that hold the weeks of reference. Makes the top lists,
# the indices, the thermometer and the hours. It ranks accounts itself rather than read accounts.csv, so that no key of `influencers:` reruns it.

import json


rule barometer:
    """Counts the month's top lists, indices, temperature and hours, and sets them beside what was before."""
    input:
        notebook="<notebooks>/2_barometer.ipynb",
        params="<results>/{study}/{period}/params/barometer.yaml",
        code=plan.code("2_barometer.ipynb", "barometer"),
        posts="<results>/{study}/{period}/collection/posts.parquet",
        earlier=lambda w: plan.earlier(study, w.period, "collection/posts.parquet"),
    output:
        multiext("<results>/{study}/{period}/barometer/", "indices.csv", "windows.csv", "top.csv", "window_top.csv", "thermometer.csv"),
        multiext("<results>/{study}/{period}/barometer/", "hours.csv", "hours_media.csv", "best_hours.csv"),
        multiext("<results>/{study}/{period}/barometer/thermometer", ".svg", ".png", "_days.svg", "_days.png"),
        html="<results>/{study}/{period}/notebooks/2_barometer.html",
    log:
        text="<logs>/{study}/{period}/barometer.log",
        notebook="<results>/{study}/{period}/notebooks/2_barometer.ipynb",
    benchmark:
        "<benchmarks>/{study}/{period}/barometer.tsv"
    conda:
        "../../environment.yml"
    params:
        # papermill has no other way to give a list; JSON is YAML, and spaces or quotes in a folder's name are safe in it
        earlier=lambda w, input: json.dumps({"earlier": list(input.earlier)}, ensure_ascii=False),
        out=subpath(output[0], parent=True),
    shell:
        "papermill {input.notebook:q} {log.notebook:q} -f {input.params:q} --no-progress-bar"
        " -r posts {input.posts:q} -y {params.earlier:q} -r out {params.out:q} > {log.text:q} 2>&1"
        " && python -m conversatoire.page {log.notebook:q} {output.html:q} >> {log.text:q} 2>&1"
