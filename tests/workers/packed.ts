import { strToU8, zipSync } from 'fflate';

/** A cell of a test workbook: text, a number, or the inside of its `c` element. */
export type TestCell = string | number | null | { readonly xml: string };

export interface TestSheet {
  readonly name: string;
  readonly rows: readonly (readonly TestCell[])[];
  readonly state?: 'hidden' | 'veryHidden';
  /** Attributes of rows by number, from 1. */
  readonly rowAttributes?: Readonly<Record<number, string>>;
  /** XML in front of and behind the rows. */
  readonly before?: string;
  readonly after?: string;
}

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const letters = (column: number) => String.fromCharCode(65 + column);

function cellXml(cell: TestCell, reference: string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') return `<c r="${reference}" t="inlineStr"><is><t>${escape(cell)}</t></is></c>`;
  return cell.xml.replace('<c', `<c r="${reference}"`);
}

function sheetXml({ rows, rowAttributes = {}, before = '', after = '' }: TestSheet): string {
  const body = rows.map((row, i) => {
    const cells = row.map((cell, column) => cellXml(cell, `${letters(column)}${i + 1}`)).join('');
    return `<row r="${i + 1}" ${rowAttributes[i + 1] ?? ''}>${cells}</row>`;
  });
  return `<?xml version="1.0"?><worksheet>${before}<sheetData>${body.join('')}</sheetData>${after}</worksheet>`;
}

/**
 * An Excel workbook of the least parts, as text one can see. `formats` are the number formats of styles 1, 2 …: the id
 * of a built-in one, or a code of its own.
 */
export function workbook(
  sheets: readonly TestSheet[],
  options: { formats?: readonly (number | string)[]; strings?: readonly string[]; date1904?: boolean } = {},
): Uint8Array {
  const { formats = [], strings = [], date1904 = false } = options;
  const own = formats.flatMap((format, i) => (typeof format === 'string' ? [[100 + i, format] as const] : []));
  const files: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships><Relationship Id="r" Type="${relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, state }, i) =>
          `<sheet name="${escape(name)}" sheetId="${i + 1}" ${state ? `state="${state}"` : ''} r:id="s${i}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map((_, i) => `<Relationship Id="s${i}" Type="${relation}/worksheet" Target="worksheets/sheet${i}.xml"/>`)
      .join(
        '',
      )}<Relationship Id="st" Type="${relation}/styles" Target="styles.xml"/><Relationship Id="ss" Type="${relation}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet><numFmts>${own
      .map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
      .join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats
      .map((format, i) => `<xf numFmtId="${typeof format === 'string' ? 100 + i : format}"/>`)
      .join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst>${strings.map((xml) => `<si>${xml}</si>`).join('')}</sst>`,
  };
  sheets.forEach((sheet, i) => (files[`xl/worksheets/sheet${i}.xml`] = sheetXml(sheet)));
  return zip(files);
}

/** A zip of texts and bytes. */
export const zip = (files: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(
    Object.fromEntries(Object.entries(files).map(([name, it]) => [name, typeof it === 'string' ? strToU8(it) : it])),
  );

/** A number cell in the given style. */
export const styled = (value: number | string, style: number): TestCell => ({
  xml: `<c s="${style}"><v>${value}</v></c>`,
});
