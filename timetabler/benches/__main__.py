"""The benches as commands: python -m timetabler.benches quality|repair|explain|tray|edit|fet."""

import sys

from timetabler.benches.command import main

if __name__ == "__main__":
    sys.exit(main())
