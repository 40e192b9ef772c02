"""What is looked for on a page as it stands: sums cut off, words of another language."""

from __future__ import annotations

import re

from playwright.async_api import Page

from tests.e2e.browser.windows import ROOT, Window

ROUTES = ROOT / "frontend/src/routeTree.gen.ts"

# Sums are recognised by their groups of three digits. One is hurt if a box that hides what
# overflows cuts it, if one has to scroll sideways for it, or if it breaks over two lines.
HURT_SUMS = r"""() => {
  const sum = /[-−]?\d{1,3}(?:[\u00a0\u202f]\d{3})+/g;
  const faults = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode, box = node.parentElement;
    if (!box || box.closest('.readers-only, script, style, iframe, pre')) continue;
    if (!box.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
    for (const match of node.data.matchAll(sum)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const lines = [...range.getClientRects()].filter((one) => one.width > 0);
      if (lines.length === 0) continue;
      const told = `${match[0]} in ${box.closest('td, dd, p, li, div')?.className || box.tagName}`;
      if (new Set(lines.map((one) => Math.round(one.top))).size > 1) faults.push(`broken: ${told}`);
      const [left, right] = [Math.min(...lines.map((one) => one.left)),
                             Math.max(...lines.map((one) => one.right))];
      for (let cage = box; cage && cage !== document.body; cage = cage.parentElement) {
        const flow = getComputedStyle(cage).overflowX;
        const edge = cage.getBoundingClientRect();
        if (flow === 'visible' || (left >= edge.left - 1 && right <= edge.right + 1)) continue;
        const how = flow === 'auto' || flow === 'scroll' ? 'beyond a sideways scroll' : 'cut off';
        faults.push(`${how}: ${told}`);
        break;
      }
    }
  }
  return [...new Set(faults)];
}"""

# A control that a box cuts, and words written over a small drawing. A row that scrolls
# sideways, such as tabs on a phone, is meant to.
HURT_SHAPES = r"""() => {
  const faults = [];
  const seen = (one) => one.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const name = (one) => (one.ariaLabel || one.textContent || one.tagName).trim().slice(0, 60);
  for (const one of document.querySelectorAll('button, a[href], select, [role=checkbox]')) {
    const box = one.getBoundingClientRect();
    if (!seen(one) || box.width < 4 || one.closest('.readers-only')) continue;
    for (let cage = one.parentElement; cage; cage = cage.parentElement) {
      if (cage === document.body || getComputedStyle(cage).overflowX === 'visible') continue;
      const edge = cage.getBoundingClientRect();
      const style = getComputedStyle(cage);
      const isRow = style.display === 'flex' && style.flexDirection === 'row';
      const isStrip = /auto|scroll/.test(style.overflowX) && (isRow || edge.height < 140);
      if (style.textOverflow === 'ellipsis' || isStrip) break;
      if (box.right > edge.right + 2 || box.left < edge.left - 2) {
        faults.push(`control cut off: ${name(one)}`);
        break;
      }
    }
  }
  // The part of a line that is seen: what hides overflow between it and the row cuts it.
  const shown = (line, box, row) => {
    let [left, right, top, bottom] = [line.left, line.right, line.top, line.bottom];
    for (let cage = box; cage && cage !== row; cage = cage.parentElement) {
      const style = getComputedStyle(cage), edge = cage.getBoundingClientRect();
      if (style.clipPath !== 'none') return null;
      if (style.overflowX === 'visible') continue;
      [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
      [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
    }
    return {left, right, top, bottom};
  };
  for (const drawing of document.querySelectorAll('svg')) {
    const box = drawing.getBoundingClientRect();
    const row = drawing.closest('li, tr, dd, p, label, button, a');
    if (!row || !seen(drawing) || box.width > 32 || box.width === 0) continue;
    const texts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode, range = document.createRange();
      if (!text.data.trim() || !seen(text.parentElement)) continue;
      if (text.parentElement.closest('.readers-only, svg')) continue;
      range.selectNodeContents(text);
      for (const whole of range.getClientRects()) {
        const line = shown(whole, text.parentElement, row);
        if (!line) continue;
        const wide = Math.min(box.right, line.right) - Math.max(box.left, line.left);
        const high = Math.min(box.bottom, line.bottom) - Math.max(box.top, line.top);
        const told = text.data.trim().slice(0, 60);
        if (wide > 3 && high > 3) faults.push(`words over a drawing: ${told}`);
      }
    }
  }
  return [...new Set(faults)];
}"""

# What people read or hear, but for what is said to be English or is a name of a program's.
WORDS = r"""() => {
  const apart = '[lang="en"], [translate="no"], code, pre, script, style, iframe, noscript';
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const box = texts.currentNode.parentElement;
    if (box && !box.closest(apart) && box.checkVisibility()) found.push(texts.currentNode.data);
  }
  for (const one of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')) {
    if (one.closest(apart)) continue;
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
      found.push(one.getAttribute(name) ?? '');
    }
  }
  return found.map((one) => one.trim()).filter(Boolean);
}"""

ENGLISH = (
    "the|and|with|your|you|of|is|are|this|that|not|loading|submit|cancel|save|delete|remove|close"
    "|open|search|settings|customer|customers|invoice|invoices|receivable|receivables|overdue"
    "|unpaid|reminder|reminders|pending|failed|unknown|untitled|error|warning|success|next"
    "|previous|welcome|log in|log out|sign in|select|edit|add|yes|today|yesterday|invalid|missing"
    "|required|dismiss|toggle|dropdown|lorem|ipsum|todo|tbd|undefined|null|nan|true|false"
)
FOREIGN = re.compile(rf"(?<![\w@./-])(?:{ENGLISH})(?![\w@/-]|\.\w)", re.IGNORECASE)
HOLE = re.compile(r"\{\w*\}|\{\{|\}\}|\[object|%s|\$\{")

READY = """() => document.querySelector('h1, [role=heading]') !== null
  && document.querySelector('[aria-busy=true], [aria-label="Lecture en cours"]') === null
  && document.fonts.status === 'loaded'"""


def console_paths() -> list[str]:
    """Every address of the console's own list of routes, parameters and all."""
    (listed,) = re.findall(r"\n  to:\n((?:    \| '[^']+'\n)+)", ROUTES.read_text())
    return re.findall(r"'([^']+)'", listed)


def console_screens() -> set[str]:
    """Those behind the log-in, by the routes' ids."""
    (listed,) = re.findall(r"\n  id:\n((?:    \| '[^']+'\n)+)", ROUTES.read_text())
    inside = re.findall(r"'/_console([^']*)'", listed)
    return {one.replace("_", "").removesuffix("/") or "/" for one in inside if one}


async def settle(page: Page) -> None:
    """The page has its title and its figures."""
    await page.wait_for_function(READY)
    await page.wait_for_timeout(150)


async def faults_of(window: Window, *, listens: bool = True) -> list[str]:
    """Everything wrong with the page as it stands, each said in one line."""
    page = window.page
    faults = [f"sum {one}" for one in await page.evaluate(HURT_SUMS)]
    faults += await page.evaluate(HURT_SHAPES)
    for text in await page.evaluate(WORDS):
        faults += [f"word {found[0]!r} in {text[:80]!r}" for found in FOREIGN.finditer(text)]
        faults += [f"hole {found[0]!r} in {text[:80]!r}" for found in HOLE.finditer(text)]
    checks = [window.check_width, window.check_access] if listens else [window.check_width]
    for check in checks:
        try:
            await check()
        except AssertionError as fault:
            faults.append(str(fault))
    return [f"{page.url.partition('://')[2].partition('/')[2]}: {one}" for one in faults]
