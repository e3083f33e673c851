"""`make bench`: every figure beside its budget. Figures are printed, never asserted.

`make bench ARGS="read_path"` prints one part. Compare figures of one run only: machines differ.
"""

import sys

from tests.bench import api, read_path, running, screen, trace_path, write_path

_PARTS = {
    "write_path": write_path,
    "read_path": read_path,
    "trace_path": trace_path,
    "api": api,
    "running": running,
    "screen": screen,
}


def main() -> None:
    """Print the parts that were asked for, or all."""
    for name in sys.argv[1:] or _PARTS:
        for figure in _PARTS[name].figures():
            sys.stdout.write(figure.line() + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
