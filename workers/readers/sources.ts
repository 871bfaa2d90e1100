import type { Layout, LayoutHints } from '../protocol';
import type { ByteSource } from './containers/byte-source';
import type { Source, SourceKind, Survey } from './source';

/** The kinds of file that are read, each loaded on first use. */
const kinds: { readonly [F in Layout['format']]: () => Promise<SourceKind<Extract<Layout, { format: F }>>> } = {
  text: async () => (await import('./delimited')).delimited,
  xlsx: async () => (await import('./xlsx')).xlsx,
  json: async () => (await import('./json')).json,
  parquet: async () => (await import('./parquet')).parquet,
};

/** Looks at a file of a known kind. Errors are those of the kind. */
export async function survey(
  format: Layout['format'],
  bytes: ByteSource,
  hints: LayoutHints,
  report: (fraction: number) => void,
): Promise<Survey> {
  return (await kinds[format]()).survey(bytes, hints, report);
}

/** Opens a file by the layout a survey found. Errors are those of the kind. */
export async function openSource(bytes: ByteSource, layout: Layout): Promise<Source> {
  // The table pairs each format with its own layout; the type of a looked-up entry does not remember that.
  const kind = (await kinds[layout.format]()) as SourceKind<Layout>;
  return kind.open(bytes, layout);
}
