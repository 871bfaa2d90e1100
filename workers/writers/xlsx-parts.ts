import { escapeText, plainTextCell, style } from './xlsx-cells';

/** The parts of a workbook beside its rows: small, and the same but for names and numbers. */

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const sheetNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationNamespace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageNamespace = 'http://schemas.openxmlformats.org/package/2006';
const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const attribute = (text: string): string => escapeText(text).replaceAll('"', '&quot;');

export const contentTypes = (sheets: number): string =>
  `${declaration}<Types xmlns="${packageNamespace}/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  `<Override PartName="/xl/workbook.xml" ContentType="${mediaType}.sheet.main+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${mediaType}.styles+xml"/>` +
  numbers(sheets)
    .map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${mediaType}.worksheet+xml"/>`)
    .join('') +
  '</Types>';

export const rootRelations = (): string =>
  `${declaration}<Relationships xmlns="${packageNamespace}/relationships">` +
  `<Relationship Id="rId1" Type="${relationNamespace}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

export const workbookRelations = (sheets: number): string =>
  `${declaration}<Relationships xmlns="${packageNamespace}/relationships">` +
  numbers(sheets)
    .map((n) => `<Relationship Id="rId${n}" Type="${relationNamespace}/worksheet" Target="worksheets/sheet${n}.xml"/>`)
    .join('') +
  `<Relationship Id="rId${sheets + 1}" Type="${relationNamespace}/styles" Target="styles.xml"/></Relationships>`;

/** The workbook, with the area each filter covers: Excel wants it as a hidden name too. */
export const workbook = (names: readonly string[], filters: readonly (string | null)[]): string =>
  `${declaration}<workbook xmlns="${sheetNamespace}" xmlns:r="${relationNamespace}"><sheets>` +
  names.map((name, i) => `<sheet name="${attribute(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('') +
  '</sheets><definedNames>' +
  filters
    .map((area, i) =>
      area === null
        ? ''
        : `<definedName name="_xlnm._FilterDatabase" localSheetId="${i}" hidden="1">${escapeText(`'${(names[i] ?? '').replaceAll("'", "''")}'!${area}`)}</definedName>`,
    )
    .join('') +
  '</definedNames></workbook>';

const dateFormats = { date: 'yyyy\\-mm\\-dd', timestamp: 'yyyy\\-mm\\-dd\\ hh:mm:ss' } as const;

/** Cell formats in the order of `style`. */
export const styles = (): string => {
  const format = (numberFormat: number, font = 0, more = '') =>
    `<xf numFmtId="${numberFormat}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"${more}`;
  const formats = [
    format(0, 0, '/>'),
    format(49, 1, '/>'),
    format(49, 0, '/>'),
    format(1, 0, '/>'),
    format(4, 0, '/>'),
    format(164, 0, '/>'),
    format(165, 0, '/>'),
    format(49, 0, ' applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'),
  ];
  return (
    `${declaration}<styleSheet xmlns="${sheetNamespace}"><numFmts count="2">` +
    `<numFmt numFmtId="164" formatCode="${dateFormats.date}"/><numFmt numFmtId="165" formatCode="${dateFormats.timestamp}"/></numFmts>` +
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>' +
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>' +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${formats.length}">${formats.join('')}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
};

/** What stands before the rows: the first row and column stay in sight, columns are as wide as their texts. */
export const sheetStart = (widths: readonly number[], isFrozen: boolean): string =>
  `${declaration}<worksheet xmlns="${sheetNamespace}"><sheetViews><sheetView workbookViewId="0">` +
  (isFrozen ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' : '') +
  '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>' +
  widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('') +
  '</cols><sheetData>';

export const sheetEnd = (filter: string | null): string =>
  `</sheetData>${filter === null ? '' : `<autoFilter ref="${filter}"/>`}</worksheet>`;

export const headerRow = (letters: readonly string[], names: readonly string[]): string =>
  `<row r="1">${names.map((name, c) => plainTextCell(`${letters[c]}1`, name, style.head)).join('')}</row>`;

/** A sheet of labels and values. */
export const aboutSheet = (lines: readonly (readonly [string, string])[]): string =>
  sheetStart([28, 72], false) +
  lines
    .map(
      ([label, value], i) =>
        `<row r="${i + 1}">${plainTextCell(`A${i + 1}`, label, style.head)}${plainTextCell(`B${i + 1}`, value, style.note)}</row>`,
    )
    .join('') +
  sheetEnd(null);

/** `A`, `B` … `Z`, `AA` … for columns counted from 0. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}

/** A sheet's name as Excel takes it: at most 31 characters, none of `[]:*?/\`, no apostrophe at an end; unique. */
export function sheetName(wanted: string, taken: readonly string[] = []): string {
  const allowed = wanted.replaceAll(/[[\]:*?/\\\p{Cc}]/gu, ' ').replaceAll(/^[\s']+|[\s']+$/g, '') || 'Sheet';
  const isTaken = (name: string) => taken.some((other) => other.toLowerCase() === name.toLowerCase());
  let name = allowed.slice(0, 31);
  for (let n = 2; isTaken(name); n++) name = `${allowed.slice(0, 31 - ` ${n}`.length)} ${n}`;
  return name;
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
