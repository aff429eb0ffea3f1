"""`python -m digione`: the operator's command line."""

import sys

from digione.config.command_line import main

if __name__ == "__main__":
    sys.exit(main())
