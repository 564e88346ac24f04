/** Runs in the page that cards are drawn on: draws one with the renderer of Adaptive Cards, and measures what can be seen. Knows nothing from outside. */
globalThis.easel = (() => {
  const place = () => document.getElementById("card");
  const markdown = globalThis.markdownit();
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdown.render(text);
    result.didProcess = true;
  };

  function draw({ card, config, css, width }) {
    document.querySelector("style").textContent = css;
    document.documentElement.lang = card.lang;
    const drawn = new AdaptiveCards.AdaptiveCard();
    drawn.hostConfig = new AdaptiveCards.HostConfig(config);
    drawn.parse(card);
    place().style.width = `${width}px`;
    place().replaceChildren(drawn.render());
  }
  const isSeen = (e) => e.checkVisibility() && e.getClientRects().length > 0;
  const isInline = (e) => getComputedStyle(e).display === "inline";
  const named = (e) =>
    `${String(e.className).split(" ")[0] || e.tagName.toLowerCase()} "${e.textContent.trim().replace(/\s+/g, " ").slice(0, 60)}"`;
  /** Elements that are wider than the room that they have, or stand out of the card. */
  function overflowing(elements, frame) {
    return elements.filter((e) => {
      const box = e.getBoundingClientRect();
      return (
        (!isInline(e) && e.scrollWidth > e.clientWidth + 1) || box.right > frame.right + 1 || box.left < frame.left - 1
      );
    });
  }
  /** Neighbours that lie one over the other by more than a pixel. */
  function overlapping(elements) {
    const found = [];
    for (const parent of elements) {
      const children = [...parent.children]
        .filter((e) => isSeen(e) && !isInline(e) && getComputedStyle(e).position !== "absolute")
        .map((e) => ({ e, box: e.getBoundingClientRect() }));
      children.forEach((a, i) => {
        for (const b of children.slice(i + 1)) {
          const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left),
            high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
          if (wide > 1 && high > 1) found.push(`${named(a.e)} and ${named(b.e)}`);
        }
      });
    }
    return found;
  }
  /** Rows of words: whatever shares half its height is on one row, since words of a row differ in size. */
  function rowsOf(card) {
    const words = document.createTreeWalker(card, NodeFilter.SHOW_TEXT),
      rows = [];
    while (words.nextNode() !== null) {
      if (words.currentNode.textContent.trim() === "" || !isSeen(words.currentNode.parentElement)) continue;
      const range = document.createRange();
      range.selectNodeContents(words.currentNode);
      for (const { top, bottom } of range.getClientRects()) rows.push({ top, bottom });
    }
    rows.sort((a, b) => a.top + a.bottom - b.top - b.bottom);
    let count = 0,
      last = { top: -Infinity, bottom: -Infinity };
    for (const row of rows) {
      const shared = Math.min(row.bottom, last.bottom) - Math.max(row.top, last.top);
      if (shared > Math.min(row.bottom - row.top, last.bottom - last.top) / 2) continue;
      count++;
      last = row;
    }
    return count;
  }
  function measure() {
    const card = place(),
      frame = card.getBoundingClientRect(),
      elements = [card, ...card.querySelectorAll("*")].filter(isSeen);
    const controls = "button, button *, input, textarea";
    return {
      height: Math.round(frame.height),
      lines: rowsOf(card),
      overflow: overflowing(
        elements.filter((e) => !e.matches(controls)),
        frame,
      ).map(named),
      overlap: overlapping(elements),
      // The label stands in an element of its own, which cuts it off.
      clipped: overflowing(
        elements.filter((e) => e.matches("button, button *")),
        frame,
      ).map(named),
    };
  }
  /** What axe-core finds on the card: the rule, how often, and the words of the first place. */
  async function access() {
    const { violations } = await axe.run("#card", { resultTypes: ["violations"] });
    return violations.map(
      ({ id, nodes }) => `${id} (${nodes.length}): ${named(document.querySelector(nodes[0].target[0]))}`,
    );
  }
  return { draw, measure, access };
})();
