"""What a worker process runs: `python -m hearsay.engine MEMORY`. In: frames. Out: frames."""

from .worker import main

main()
