"""``python -m dateline``: the command, where it is not on the path."""

from dateline.cli import main

if __name__ == "__main__":
    main(prog_name="dateline")
