"""The command line: `python -m timetabler solve|evaluate|repair|explain|convert FILE`."""

import sys
import time

from timetabler.cli import main

if __name__ == "__main__":
    # Loading the libraries counts towards the time limit too.
    sys.exit(main(begun=time.monotonic() - time.process_time()))
