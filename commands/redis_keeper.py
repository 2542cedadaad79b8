"""Runs a Redis server, and ends it once the process that started this one has closed its pipe or
has ended, even by SIGKILL:

    python redis_keeper.py FOLDER redis-server ...

FOLDER holds the server's socket, and is removed in the end. This process imports nothing of the
hotline, so that it is small and quick to start.
"""

import os
import shutil
import subprocess
import sys
import threading


def main(folder: str, command: list[str]) -> int:
    server = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603  embedded_redis.py's
    threading.Thread(target=_end_with_starter, args=(server,), daemon=True).start()
    code = server.wait()
    shutil.rmtree(folder, ignore_errors=True)
    return code


def _end_with_starter(server: "subprocess.Popen[bytes]") -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    server.terminate()  # it saves what it holds


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
