import { AlgorithmError } from '../../errors';
import type { FileContents, FilePart, ImportInput, Task } from '../../protocol';
import { openEntry, openFile, type OpenedBytes } from '../../readers/containers/open';

/** Entries that archives get from the system that made them. */
const SYSTEM_ENTRY = /(?:^|\/)(?:__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i;

/**
 * Tells what tables a file holds, before any is looked at: itself, the entries of an archive in the archive's order, the
 * sheets of a workbook that hold a table. Entries that are no table are named with the reason, none is left out in
 * silence but what the system of its maker put there.
 * @throws AlgorithmError what `openFile` says; `archive-empty` when an archive holds no file; what a workbook says
 */
export const run: Task<ImportInput, null, FileContents> = async ({ file, name }, _, context) => {
  const opened = await openFile(file, name);
  if (!('archive' in opened)) {
    const parts = await tablesOf(opened);
    context.report(1);
    return { parts, refused: [] };
  }
  const names = [...opened.archive.entries.keys()];
  const entries = names.filter((entry) => !SYSTEM_ENTRY.test(entry));
  if (entries.length === 0) throw new AlgorithmError('archive-empty');
  const parts: FilePart[] = [];
  const refused: FileContents['refused'][number][] = [];
  for (const [i, entry] of entries.entries()) {
    try {
      const tables = await tablesOf(await openEntry(opened.archive, entry));
      parts.push(...tables.map((part) => ({ entry, ...part })));
    } catch (thrown) {
      if (!(thrown instanceof AlgorithmError)) throw thrown;
      refused.push({ entry, code: thrown.code, details: thrown.details });
    }
    context.report((i + 1) / entries.length);
  }
  return { parts, refused };
};

async function tablesOf({ bytes, format }: OpenedBytes): Promise<readonly FilePart[]> {
  if (format !== 'xlsx') return [{}];
  const { sheetsWithTables } = await import('../../readers/xlsx');
  return (await sheetsWithTables(bytes)).map((sheet) => ({ sheet }));
}
