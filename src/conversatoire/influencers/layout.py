"""Where the accounts stand in `graph.html` and `graph.gexf`: linked accounts close together."""

import numpy as np
import pandas as pd

TOP = 1000  # accounts: what a browser draws at once without effort, and a layout computes in two seconds
_STEPS = 300  # after which the demo's and real months' accounts hardly move any more
_WIDTH = 1000.0  # of the whole picture


def places(accounts: pd.DataFrame, edges: pd.DataFrame, top: int = TOP) -> pd.DataFrame:
    """Places of the `top` accounts by PageRank among those with a tie.

    Springs between linked accounts, electric repulsion between all (igraph's «graphopt», after M. Schmuhl), from a circle in the order of the
    communities. Nothing is drawn at random: the same accounts and edges give the same places.

    Args:
        accounts: table «accounts».
        edges: table «edges».
        top: accounts placed.

    Returns:
        medium, account, x, y, by rank; x and y from −500 to 500, without unit or meaning of their own.
    """
    import igraph

    shown = accounts[accounts["community"] >= 0].sort_values(["rank", "medium", "account"]).head(top).reset_index(drop=True)
    if shown.empty:
        return shown[["medium", "account"]].assign(x=0.0, y=0.0)
    pairs = links(shown, edges)[["source", "target"]]
    pairs = pd.DataFrame(np.sort(pairs.to_numpy(), axis=1)).drop_duplicates()
    turn = 2 * np.pi * np.argsort(np.argsort(shown["community"].to_numpy(), kind="stable")) / len(shown)
    start = np.column_stack([np.cos(turn), np.sin(turn)]) * 10 * np.sqrt(len(shown))
    graph = igraph.Graph(len(shown), pairs.to_numpy().tolist())
    found = np.array(graph.layout_graphopt(niter=_STEPS, seed=start.tolist()).coords)
    found -= (found.max(axis=0) + found.min(axis=0)) / 2
    widest = np.abs(found).max()
    found = np.round(found * (_WIDTH / 2 / widest if widest > 0 else 1), 1) + 0.0
    return shown[["medium", "account"]].assign(x=found[:, 0], y=found[:, 1])


def links(shown: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """The pairs among the accounts of `shown`: source and target (their row numbers), weight (over all kinds); sorted."""
    number = shown[["medium", "account"]].assign(number=range(len(shown)))
    ends = {end: number.set_axis(["medium", end, f"{end}_number"], axis=1) for end in ("source", "target")}
    found = edges.merge(ends["source"], on=["medium", "source"]).merge(ends["target"], on=["medium", "target"])
    found = found[["source_number", "target_number", "weight"]].set_axis(["source", "target", "weight"], axis=1)
    return found.groupby(["source", "target"], as_index=False)["weight"].sum()
