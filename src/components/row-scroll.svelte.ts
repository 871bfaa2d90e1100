import { contentTop, overscan, reveal, rowWindow, scrollHeight, scrollTopFor, type RowWindow } from './row-window';

/** The rows that are scrolled: how many, and how high each is in pixels. */
export interface ScrolledRows {
  readonly count: number;
  readonly rowHeight: number;
}

/**
 * Where a long table stands, in pixels: the scrollbar's own position, and the position among the rows if each had its
 * full height. They differ where the scrollbar is scaled (`maxHeight`).
 */
export class RowScroll {
  /** Height in which rows are seen. */
  viewport = $state(0);
  #scrollTop = $state(0);
  #content = $state(0);

  constructor(private readonly rows: () => ScrolledRows) {}

  /** Which rows to draw, and where. */
  get window(): RowWindow {
    const { count, rowHeight } = this.rows();
    return rowWindow(this.#content, this.#scrollTop, this.viewport, count, rowHeight);
  }

  /** Rows that a window has at most. */
  get mostDrawn(): number {
    return Math.ceil(this.viewport / this.rows().rowHeight) + 2 * overscan + 2;
  }

  /** First and one past the last row that is seen whole. */
  get seen(): readonly [first: number, end: number] {
    const { count, rowHeight } = this.rows();
    const first = Math.min(count, Math.max(0, Math.ceil(this.#content / rowHeight)));
    const end = Math.min(count, Math.floor((this.#content + this.viewport) / rowHeight));
    return [first, Math.max(first, end)];
  }

  /** Rows that a page key moves by. */
  get page(): number {
    return Math.max(1, Math.floor(this.viewport / this.rows().rowHeight) - 1);
  }

  /** Takes the scrollbar's position over: small scrolls move by pixels, also where it is scaled; large ones jump. */
  follow(scroller: HTMLElement): void {
    const { count, rowHeight } = this.rows();
    const height = scrollHeight(count, rowHeight);
    const moved = scroller.scrollTop - this.#scrollTop;
    this.#scrollTop = scroller.scrollTop;
    const isAtEnd = this.#scrollTop <= 0 || this.#scrollTop >= height - this.viewport - 1;
    const isScaled = height < count * rowHeight;
    this.#content =
      isScaled && !isAtEnd && Math.abs(moved) < this.viewport
        ? this.#within(this.#content + moved)
        : contentTop(this.#scrollTop, this.viewport, count, rowHeight);
  }

  /** Brings a row to the top, as far as there are rows below it. */
  toTop = (index: number, scroller: HTMLElement | undefined): void =>
    this.#moveTo(index * this.rows().rowHeight, scroller);

  /** Scrolls no further than it takes to see a row. */
  toSight = (index: number, scroller: HTMLElement | undefined): void =>
    this.#moveTo(reveal(index, this.#content, this.viewport, this.rows().rowHeight), scroller);

  /** Stays where it is, or at the end where there are fewer rows now. */
  stay = (scroller: HTMLElement | undefined): void => this.#moveTo(this.#content, scroller);

  #within(position: number): number {
    const { count, rowHeight } = this.rows();
    return Math.min(Math.max(0, count * rowHeight - this.viewport), Math.max(0, position));
  }

  #moveTo(position: number, scroller: HTMLElement | undefined): void {
    const { count, rowHeight } = this.rows();
    this.#content = this.#within(position);
    this.#scrollTop = scrollTopFor(this.#content, this.viewport, count, rowHeight);
    if (scroller && Math.abs(scroller.scrollTop - this.#scrollTop) >= 1) scroller.scrollTop = this.#scrollTop;
  }
}
