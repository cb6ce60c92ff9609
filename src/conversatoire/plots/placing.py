"""Where the accounts of a drawn network stand, and where their names can be written without covering anything."""

import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

ANGLES = np.deg2rad([0, 180, 90, 270, 30, 150, 210, 330, 60, 120, 240, 300])  # beside the point first, where names are looked for
GAPS = [3, 8, 16, 28, 44, 64, 90]  # points of the printed page between an account and its name
HALO = [withStroke(linewidth=2, foreground="white", alpha=0.8)]  # names stay legible over arrows
MARGIN = 5  # points of the printed page between two accounts
OUTSIDE = 50.0  # leaving the picture is this much worse than covering as much of it


def positions(size: int, edges: pd.DataFrame, groups: list[int]) -> np.ndarray:
    """Places of `size` points, linked ones close together (ForceAtlas2, Jacomy et al. 2014); the same each time.

    Args:
        size: number of points.
        edges: columns source, target (0 … size − 1) and weight.
        groups: the community of each point; members start side by side on a circle.

    Returns:
        Array of shape (size, 2), each axis from 0 to 1.
    """
    graph = nx.Graph()
    graph.add_nodes_from(range(size))
    for source, target, weight in edges[["source", "target", "weight"]].itertuples(index=False):
        graph.add_edge(source, target, weight=np.log1p(weight) + (graph[source][target]["weight"] if graph.has_edge(source, target) else 0))
    around = 2 * np.pi * np.argsort(np.argsort(groups, kind="stable")) / max(size, 1)
    start = {node: 10 * np.array([np.cos(angle), np.sin(angle)]) for node, angle in enumerate(around)}
    with np.errstate(divide="ignore", invalid="ignore"):  # networkx divides by the distance of a point to itself, and mends it afterwards
        placed = nx.forceatlas2_layout(graph, pos=start, max_iter=600, scaling_ratio=4, gravity=2, weight="weight", linlog=True, seed=0)
    places = np.array([placed[node] for node in range(size)]).reshape(size, 2)
    # Evened out towards ranks: a few distant points must not press all others into one heap.
    even = np.argsort(np.argsort(places, axis=0, kind="stable"), axis=0) / max(size - 1, 1)
    spread = np.ptp(places, axis=0)
    return 0.5 * (places - places.min(axis=0)) / np.where(spread > 0, spread, 1) + 0.5 * even


def apart(axes: Axes, places: np.ndarray, radii: np.ndarray) -> np.ndarray:
    """`places` (n, 2) moved until no point covers another, as far as there is room; `radii` in printer's points."""
    unit = axes.figure.dpi / 72
    centres = axes.transData.transform(places)
    needed = (radii[:, None] + radii + MARGIN) * unit
    np.fill_diagonal(needed, 0)
    for _ in range(200):
        offset = centres[:, None] - centres
        distance = np.linalg.norm(offset, axis=2)
        overlap = np.clip(needed - distance, 0, None)
        if not overlap.any():
            break
        centres = centres + 0.5 * (offset * (overlap / np.maximum(distance, 1e-9))[:, :, None]).sum(axis=1)
    return axes.transData.inverted().transform(centres)


def write_names(axes: Axes, places: np.ndarray, radii: np.ndarray, names: list[str], sizes: np.ndarray) -> None:
    """Writes a name beside each point, where it covers neither a point nor another name, as far as there is room.

    A thin line leads to a name that stands apart.

    Args:
        axes: with its limits set.
        places: (n, 2), in the data's units.
        radii: of the points, in printer's points.
        names: one a point; the first are placed first, and so best.
        sizes: font size of each.
    """
    renderer = axes.figure.canvas.get_renderer()
    unit = axes.figure.dpi / 72  # pixels of a printer's point
    centres = axes.transData.transform(places)
    discs = np.column_stack([centres - radii[:, None] * unit, centres + radii[:, None] * unit])
    frame = np.array(axes.get_window_extent(renderer).extents)
    taken = discs
    for number, name in enumerate(names):
        text = axes.text(*places[number], name, fontsize=sizes[number], ha="center", va="center", zorder=5, parse_math=False, path_effects=HALO)
        box = text.get_window_extent(renderer)
        half = np.array([box.width, box.height]) / 2 + unit
        others = np.delete(taken, number, axis=0)
        centre, gap = _free_place(centres[number], half, radii[number] * unit, others, frame, unit)
        taken = np.vstack([taken, np.concatenate([centre - half, centre + half])])
        text.set_position(axes.transData.inverted().transform(centre))
        if gap > GAPS[1]:
            line = axes.transData.inverted().transform([centres[number], np.clip(centres[number], centre - half, centre + half)])
            axes.add_line(plt.Line2D(line[:, 0], line[:, 1], color="#555555", linewidth=0.6, zorder=2))


def _free_place(centre: np.ndarray, half: np.ndarray, radius: float, taken: np.ndarray, frame: np.ndarray, unit: float) -> tuple[np.ndarray, int]:
    """Centre of the nearest box that covers least, and its gap."""
    best = (np.inf, centre, GAPS[0])
    for gap in GAPS:
        for angle in ANGLES:
            direction = np.array([np.cos(angle), np.sin(angle)])
            candidate = centre + direction * (radius + gap * unit) + np.round(direction, 1) * half
            low, high = candidate - half, candidate + half
            width = np.clip(np.minimum(high[0], taken[:, 2]) - np.maximum(low[0], taken[:, 0]), 0, None)
            height = np.clip(np.minimum(high[1], taken[:, 3]) - np.maximum(low[1], taken[:, 1]), 0, None)
            outside = np.clip(frame[:2] - low, 0, None).sum() + np.clip(high - frame[2:], 0, None).sum()
            covered = (width * height).sum() + OUTSIDE * outside
            if covered < best[0] - 1e-6:
                best = (covered, candidate, gap)
            if covered == 0:
                return candidate, gap
    return best[1], best[2]
