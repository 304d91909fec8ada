"""What work costs the processor, for benches: company on the machine does not count."""

import time

RUNS = 5


def spent(work):
    """Seconds of the processor, the best of several."""
    taken = []
    for _ in range(RUNS):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)


def each(work, times=200):
    """Seconds of one of `times` in a row."""

    def repeat():
        for _ in range(times):
            work()

    return spent(repeat) / times
