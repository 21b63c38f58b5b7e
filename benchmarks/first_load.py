"""What a first visit costs on a slow telephone: 1.6 Mbps, 150 ms there and back, a processor four times slower.

    python benchmarks/first_load.py http://127.0.0.1:8000 [repetitions]

Asks a running newspaper (`make demo`) with Chromium, each time a browser that has nothing yet, and prints the median
of LCP and FCP (ms) and CLS for the front page, a section, and the story with most in it; bytes are as they travelled.
Without an address it says how to call it. The budgets: LCP 1500 ms, CLS 0.01.
"""

import os
import re
import sys
import urllib.request
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SLOWER = 4
TELEPHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "locale": "bn"}
WATCH = """
window.seen = { lcp: 0, fcp: 0, cls: 0, what: "" };
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  seen.lcp = entry.startTime;
  seen.what = entry.element ? entry.element.tagName.toLowerCase() + "." + entry.element.className : "";
})).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver(list => list.getEntries().forEach(entry => (seen.fcp = entry.startTime)))
  .observe({ type: "paint", buffered: true });
new PerformanceObserver(list => list.getEntries().forEach(entry => (seen.cls += entry.value)))
  .observe({ type: "layout-shift", buffered: true });
"""


def pages_of(site: str) -> dict[str, str]:
    def read(address: str) -> str:
        with urllib.request.urlopen(site + address) as answer:
            return answer.read().decode()

    stories = set(re.findall(r'href="(/[a-z-]+/[0-9a-z]{8}/)"', read("/latest/")))
    story = max(stories, key=lambda address: len(read(address)))
    return {"front": "/", "section": story.rstrip("/").rpartition("/")[0] + "/", "article": story}


def visit(browser: Browser, address: str) -> dict[str, Any]:
    context = browser.new_context(**TELEPHONE)
    page = context.new_page()
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    travelled = []
    session.on("Network.loadingFinished", lambda event: travelled.append(event["encodedDataLength"]))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    seen = page.evaluate("seen")
    context.close()
    return seen | {"requests": len(travelled), "bytes": sum(travelled)}


def main() -> None:
    if len(sys.argv) < 2:
        print(f"first_load: python {sys.argv[0]} http://127.0.0.1:8000 measures a newspaper that runs")
        return
    site, times = sys.argv[1].rstrip("/"), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium", args=flags
        )
        for name, address in pages_of(site).items():
            visit(browser, site + address)  # the server's first time is another question
            seen = [visit(browser, site + address) for _ in range(times)]
            lcp = sorted(round(one["lcp"]) for one in seen)
            print(
                f"{name:8} LCP {median(lcp):.0f} ms ({lcp[0]}-{lcp[-1]}, {seen[0]['what']})"
                f"  FCP {median(one['fcp'] for one in seen):.0f} ms"
                f"  CLS {max(one['cls'] for one in seen):.4f}"
                f"  {seen[0]['requests']} requests, {max(one['bytes'] for one in seen) / 1024:.0f} KB"
            )


if __name__ == "__main__":
    main()
