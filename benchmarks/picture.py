"""How long, and how much memory, one 24-megapixel photograph takes from its file to all renditions.

Run: DEBUG=1 .venv/bin/python benchmarks/picture.py   (or `make bench`)
Each measurement runs in a process of its own; peak memory is that process's resident set, the interpreter and Django
(`nothing`) included. The photograph is noise over a gradient: harder to encode than what a camera sees.
"""

import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

SIZE = (6000, 4000)
PARTS = ("nothing", "decoding", "intake", "renditions")


def photograph() -> bytes:
    from PIL import Image

    noise = Image.effect_noise(SIZE, 40)
    sky = Image.linear_gradient("L").resize(SIZE)
    image = Image.merge("RGB", (Image.blend(noise, sky, 0.6), Image.blend(noise, sky, 0.4), noise))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def run(part: str, path: Path) -> None:
    """One part, in this process: prints seconds on the clock, on the processors, and megabytes."""
    django.setup()
    from django.core.files.storage import FileSystemStorage
    from PIL import Image

    from articles.pictures import make_renditions
    from newsroom.decoding import decode_apart
    from newsroom.renditions import open_small

    content = path.read_bytes()
    began, busy = time.perf_counter(), time.process_time()
    if part == "decoding":
        Image.open(io.BytesIO(content)).load()
    elif part == "intake":
        decode_apart(content)
    elif part == "renditions":
        with tempfile.TemporaryDirectory() as folder:
            files = FileSystemStorage(folder)
            made = make_renditions(open_small(io.BytesIO(content)), files, (0.3, 0.4))
            assert len(made) == 12
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(seconds, busy + children.ru_utime + children.ru_stime, max(own_peak(), children.ru_maxrss) / 1024)


def own_peak() -> int:
    """Kilobytes. Not getrusage's: that one counts what the parent held when it started us."""
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))


def main() -> None:
    content = photograph()
    print(f"one JPEG of {SIZE[0]}×{SIZE[1]}, {len(content) / 1e6:.1f} MB")
    measured: dict[str, list[float]] = {}
    with tempfile.NamedTemporaryFile(suffix=".jpg") as file:
        file.write(content)
        file.flush()
        for part in PARTS:
            command = [sys.executable, __file__, part, file.name]
            answer = subprocess.run(command, capture_output=True, text=True, check=True)
            measured[part] = [float(number) for number in answer.stdout.split()]
    for part, (seconds, busy, peak) in measured.items():
        print(f"{part:<12} {seconds:6.2f} s   {busy:6.2f} s of processor   {peak:5.0f} MB at most")
    times = measured["renditions"][1] / measured["decoding"][1]
    print(
        f"all renditions (AVIF, WebP, JPEG at 3 widths, 3 crops) take {times:.1f} times the work of decoding alone"
    )


if __name__ == "__main__":
    if sys.argv[1:]:
        run(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
