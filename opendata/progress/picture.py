"""The picture of a progress report: a square for each point and year, drawn by the server as SVG."""

from __future__ import annotations

from typing import Any

from opendata.progress.report import Report

CELL_WIDTH, CELL_HEIGHT = 46, 22
LABEL, HEAD = 64, 24
# How much of the colour a square has, by the shade of its number; letters on it stay readable.
OPACITY = ("0", "0.1", "0.18", "0.28", "0.4")


def picture(report: Report) -> dict[str, Any]:
    """What it is drawn from: the rows of the table beside it."""
    return {
        "years": [
            {"left": LABEL + place * CELL_WIDTH + CELL_WIDTH // 2, "year": year}
            for place, year in enumerate(report.years)
        ],
        "rows": [
            {
                "top": HEAD + number * CELL_HEIGHT,
                "code": row.provision.code,
                "cells": [
                    {
                        "left": LABEL + place * CELL_WIDTH,
                        "middle": LABEL + place * CELL_WIDTH + CELL_WIDTH // 2,
                        "number": cell.number or "·",
                        "opacity": OPACITY[cell.shade],
                    }
                    for place, cell in enumerate(row.cells)
                ],
            }
            for number, row in enumerate(report.rows)
        ],
        "cell_width": CELL_WIDTH - 2,
        "cell_height": CELL_HEIGHT - 2,
        "label": LABEL - 10,
        "width": LABEL + len(report.years) * CELL_WIDTH,
        "height": HEAD + len(report.rows) * CELL_HEIGHT,
    }
