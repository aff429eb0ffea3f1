"""The command line: `python -m timetabler solve|evaluate|repair|explain|convert FILE`."""

import sys

from timetabler import IMPORTED_AT
from timetabler.cli import main

if __name__ == "__main__":
    sys.exit(main(begun=IMPORTED_AT))
