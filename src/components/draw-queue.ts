/** Work on cells that one frame has room for: about what a slow computer lays out and paints in half of its time. */
const cellsPerFrame = 72;

/**
 * Deals rows out to be drawn, as many in one frame as it has room for; the others follow in the next ones. A whole
 * window of a wide table drawn at once would hold the page for several frames, and the scrolling hand with it.
 */
export class DrawQueue {
  readonly #waiting = new Set<() => void>();
  #drawn = 0;
  #isCounting = false;

  /** @param cells of a row */
  constructor(private readonly cells: () => number) {}

  /** Draws at once or in one of the next frames. Gives what takes the row out of the queue again. */
  ask(draw: () => void): () => void {
    if (this.#waiting.size === 0 && this.#hasRoom()) this.#grant(draw);
    else this.#waiting.add(draw);
    return () => void this.#waiting.delete(draw);
  }

  #hasRoom = (): boolean => this.#drawn === 0 || this.#drawn + this.cells() <= cellsPerFrame;

  #grant(draw: () => void): void {
    this.#drawn += this.cells();
    if (!this.#isCounting) {
      this.#isCounting = true;
      // Told after the frame that shows what was drawn: whatever is drawn before belongs to that frame too.
      requestAnimationFrame(() => setTimeout(this.#next));
    }
    draw();
  }

  #next = (): void => {
    this.#drawn = 0;
    this.#isCounting = false;
    for (const draw of this.#waiting) {
      if (!this.#hasRoom()) break;
      this.#waiting.delete(draw);
      this.#grant(draw);
    }
  };
}
