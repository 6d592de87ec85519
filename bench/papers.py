"""How long a paper takes in each format, and what a hundred of them take of memory: ten pages with eight charts."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO

from bench.figures import Table, middle
from export.papers.chart import Fan, Reached, SeriesNames, TargetStep, TrendChart
from export.papers.paper import (
    Paper,
    PaperCell,
    PaperColumn,
    PaperHead,
    PaperSection,
    PaperTable,
    Paragraph,
)
from export.papers.papers import find_writer
from metrics.paper.kinds import Marking, PaperFormat, PaperKind
from metrics.status import Status

MADE = datetime(2026, 11, 30, 12, tzinfo=UTC)
CHARTS, ROWS, TEXTS, ROUNDS, MANY = 8, 75, 56, 5, 100
MOST_SECONDS, MOST_MEGABYTES = 1.0, 500
YEARS = tuple(range(2019, 2027))

_MANY = """
import re, sys
from pathlib import Path
from bench.papers import make_paper, MADE
from export.papers.papers import find_writer
from metrics.paper.kinds import PaperFormat
write, paper = find_writer(PaperFormat(sys.argv[1])), make_paper()
for _ in range(int(sys.argv[2])):
    write(paper, MADE)
# Not by getrusage, which begins with what the process that started this one had.
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def run() -> list[Table]:
    """Measure each format, and the memory of a process that writes many."""
    paper = make_paper()
    pages = count_pages(find_writer(PaperFormat.PDF)(paper, MADE))
    speed = Table(
        "papers",
        f"A report of {pages} pages, {CHARTS} charts and {ROWS} rows; aim: under {MOST_SECONDS:g} s",
        ["first_s", "then_s", "of_the_processor_s", "kB"],
    )
    memory = Table(
        "papers_memory", f"{MANY} reports in one process; aim: under {MOST_MEGABYTES} MB", ["peak_MB"]
    )
    for form in PaperFormat:
        times, own, size = time_format(find_writer(form), paper)
        speed.add(
            form.value,
            first_s=times[0],
            then_s=middle(times[1:]),
            of_the_processor_s=middle(own[1:]),
            kB=size / 1000,
        )
        memory.add(form.value, peak_MB=measure_peak(form))
    return [speed, memory]


def time_format(
    write: Callable[[Paper, datetime], bytes], paper: Paper
) -> tuple[list[float], list[float], int]:
    """Time a format again and again, by the clock and by the processor; and count the bytes of the file."""
    found: list[float] = []
    own: list[float] = []
    content = b""
    for number in range(ROUNDS + 1):
        # Another text each time, so that nothing is taken from what was made before.
        given = replace(paper, head=replace(paper.head, title=f"{paper.head.title} {number}"))
        start, begun = time.perf_counter(), time.process_time()
        content = write(given, MADE)
        found.append(time.perf_counter() - start)
        own.append(time.process_time() - begun)
    return found, own, len(content)


def measure_peak(form: PaperFormat) -> float:
    """Measure the most memory that a process takes which writes many reports, in megabytes."""
    command = [sys.executable, "-c", _MANY, form.value, str(MANY)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout) / 1000


def count_pages(content: bytes) -> int:
    """Count the pages of a PDF."""
    import pikepdf

    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages)


def make_paper() -> Paper:
    """Make a report with a long table, eight charts, and text that fills ten pages."""
    head = PaperHead(
        PaperKind.PLAN,
        "da",
        "Mål- og resultatplan 2026",
        "Resultatplanens status",
        "Eksempelstyrelsen",
        "Eksempelministeriet",
        "Status pr. 30. november 2026",
        "30. november 2026",
        "Planversion 2",
        "dannet 30.11.2026 13.00",
        Marking.SHARED,
        "Delt med institutionen",
        "Opdigtede tal",
        "Side ",
        " af ",
        (("Institution", "Eksempelstyrelsen"),),
    )
    text = "Borgerne skal hurtigt have en rigtig afgørelse. De gamle sager bringes ned. " * 9
    sections = [
        PaperSection("Målene", (Paragraph(text), make_table())),
        PaperSection("Årene", tuple(make_chart(number) for number in range(CHARTS))),
        PaperSection("Bemærkninger", tuple(Paragraph(f"{number}. {text}") for number in range(TEXTS))),
    ]
    return Paper(head, tuple(sections))


def make_table() -> PaperTable:
    """Make a table of goals with their points, statuses and reasons."""
    rows = tuple(
        (
            PaperCell(f"{number}.1 Kort sagsbehandlingstid", strong=True),
            PaperCell("0,7", value=Fraction(2, 3)),
            PaperCell("86,9 pct. (til og med 3. kvartal 2026)"),
            PaperCell("I risiko", status=Status.AT_RISK, notes=(f"Prognose 87,{number % 10} pct.",)),
        )
        for number in range(1, ROWS + 1)
    )
    columns = (
        *(PaperColumn("Mål", 40), PaperColumn("Vægt", 10, numeric=True)),
        *(PaperColumn("Resultat", 24), PaperColumn("Status", 30)),
    )
    total = (PaperCell("I alt"), PaperCell("100", value=Fraction(2 * ROWS, 3)), PaperCell(), PaperCell())
    return PaperTable("Planens mål", columns, rows, total)


def make_chart(number: int) -> TrendChart:
    """Make a chart of eight years with targets and a forecast."""
    results = tuple(
        Reached(y, 80.0 + place, f"{80 + place}", joined=place > 0) for place, y in enumerate(YEARS)
    )
    targets = tuple(
        TargetStep(y, (81.0 + place,), f"mindst {81 + place}", joined=place > 0)
        for place, y in enumerate(YEARS)
    )
    names = SeriesNames("Resultat", "Måltal", "Forventet", "ny definition")
    fan = Fan(2026, (84.0, 85.0, 86.0, 87.0, 88.0), "86 forventet")
    title = f"{number}.1 Andel sager afgjort inden for 6 måneder"
    return TrendChart(
        title, "pct.", f"{title}. 2026: 87", YEARS, results, targets, fan, names=names, year=2026
    )
