/** A file of the demo before it becomes bytes: every cell is text exactly as the company's system would write it. */
export interface DemoTable {
  readonly name: string;
  readonly header: readonly string[];
  /** Rows in file order. A malformed row may have more or fewer cells than the header. */
  readonly rows: readonly (readonly string[])[];
  readonly delimiter: ',' | '\t';
  readonly newline: '\n' | '\r\n';
  /** Whether the file begins with a byte-order mark, as Excel writes it. */
  readonly bom: boolean;
}

/** RFC 4180: a cell is quoted when it holds the delimiter, a quote or a line break; quotes inside are doubled. */
export function tableText({ header, rows, delimiter, newline, bom }: DemoTable): string {
  const special = delimiter === ',' ? /[",\r\n]/ : /["\t\r\n]/;
  const quoted = (cell: string) => (special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const inQuotes = (cells: readonly string[]) => cells.some((cell) => special.test(cell));
  // Hardly a cell needs quotes: two million of them are looked at, few are copied.
  const line = (cells: readonly string[]) => (inQuotes(cells) ? cells.map(quoted) : cells).join(delimiter);
  return (bom ? '\ufeff' : '') + [header, ...rows].map(line).join(newline) + newline;
}
