"""What was measured: printed as it comes, and as a Markdown table at the end."""

measurements = []


def row(name, own, reference="", what="", ratio="", aim="", met=None):
    """One measurement beside a reference of the same run; `aim` is what it should be, `met` whether it is."""
    verdict = "" if met is None else "" if met else "missed"
    measurements.append((name, own, reference, what, ratio, f"{aim} {verdict}".strip()))
    print(f"{name:60} {own:>20} {reference:>14} {ratio:>8}  {aim:14} {verdict:7} {what}", flush=True)


def share(own, reference):
    return f"{own / reference:.2f}" if reference else ""


def print_table():
    print("\n| Measurement | Mainstay | Reference | Reference is | Ratio | Aim |\n|---|---|---|---|---|---|")
    for entry in measurements:
        print("| " + " | ".join(entry) + " |")
