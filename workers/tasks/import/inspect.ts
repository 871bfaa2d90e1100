import { AlgorithmError } from '../../errors';
import type { ImportInput, ImportWarning, Inspection, LayoutHints, Task } from '../../protocol';
import { openBytes } from '../../readers/containers/open';
import { profileColumn } from '../../readers/profile';
import { survey } from '../../readers/sources';

const SAMPLE_RECORDS = 100;
const MAX_COLUMNS = 16_384;

/**
 * Looks at a table before anything is loaded: which kind of file, where its rows are, the type of each column with its
 * distribution, how many rows to expect, what must be asked. Of delimited text the first mebibyte is read; a sheet and a
 * JSON text are gone through to the end, as a last row may hold a further column. `hints` are what the user says instead.
 * @throws AlgorithmError `too-many-columns`, what `openBytes` says of containers and unreadable formats, and what the
 *   kind of file says of a file it cannot read
 */
export const run: Task<ImportInput, LayoutHints, Inspection> = async ({ file, name, entry }, hints, context) => {
  const { bytes, format } = await openBytes(file, name, entry);
  const found = await survey(format, bytes, hints, (share) => context.report(0.5 * share, 'inspecting'));
  const { layout, shape, names, rows, records, sheets } = found;
  if (names.length > MAX_COLUMNS) throw new AlgorithmError('too-many-columns', { columns: names.length });

  const profiled = names.map((column, index) => {
    context.report(0.5 + (0.5 * index) / names.length, 'inspecting');
    const cells = rows.map((row) => row[index] ?? '');
    return profileColumn(index, column, cells);
  });
  context.report(1, 'inspecting');

  return {
    bytes: file.size,
    layout,
    preamble: shape.headerRecord + 1,
    ...(sheets === undefined ? {} : { sheets }),
    columns: profiled.map(({ profile }) => profile),
    sample: rows.slice(0, SAMPLE_RECORDS).map((row) => names.map((_, i) => row[i] ?? '')),
    records,
    questions: profiled.flatMap(({ question }) => (question === null ? [] : [question])),
    warnings: [...found.warnings, ...nameWarnings(names)],
  };
};

/** Columns are told apart by position; names that repeat or are missing are worth a remark. */
function nameWarnings(names: readonly string[]): ImportWarning[] {
  const empty = names.filter((name) => name === '').length;
  const twice = names.filter((name, i) => name !== '' && names.indexOf(name) < i).length;
  return [
    ...(empty > 0 ? [{ code: 'unnamed-columns', details: { columns: empty } }] : []),
    ...(twice > 0 ? [{ code: 'repeated-names', details: { columns: twice } }] : []),
  ];
}
