"""How long `tidegate demo` takes until its page and its server answer, against the goal of ten seconds.

Run it with nothing else going on: `python bench/demo_start.py`.
"""

import subprocess
import sys
import tempfile
import time

import httpx

GOAL_SECONDS = 10.0
RUNS = 3


def once() -> float:
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        command = [sys.executable, "-m", "tidegate", "demo", "--folder", f"{folder}/demo"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as demo:
            try:
                page = next(line.split()[1] for line in iter(demo.stdout.readline, "") if "Open http" in line)
                while not (answers(page) and answers("http://127.0.0.1:4141/healthz")):
                    time.sleep(0.02)
                return time.monotonic() - began
            finally:
                demo.terminate()


def answers(url: str) -> bool:
    try:
        return httpx.get(url, follow_redirects=True).is_success
    except httpx.TransportError:
        return False


def main() -> None:
    seconds = sorted(once() for _ in range(RUNS))[RUNS // 2]
    print(f"demo ready after {seconds:.1f} s, {seconds / GOAL_SECONDS:.2f} of the goal of {GOAL_SECONDS:.0f} s")


if __name__ == "__main__":
    main()
