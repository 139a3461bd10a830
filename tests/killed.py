"""A program killed at a random moment: what it had said by then."""

import random
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence


def said_before_the_kill(
    command: Sequence[str], environment: Mapping[str, str], rng: random.Random, most: int
) -> tuple[list[bytes], int]:
    """The whole lines a program printed before it was killed, soon after at most ``most`` of them; its process id."""
    child = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    if child.stdout is None:
        raise AssertionError("a pipe was asked for")
    told = [child.stdout.readline() for _ in range(rng.randint(0, most))]
    time.sleep(rng.random() * 0.05)
    child.send_signal(signal.SIGKILL)
    told += child.stdout.readlines()
    child.stdout.close()
    child.wait()
    return [line for line in told if line.endswith(b"\n")], child.pid
