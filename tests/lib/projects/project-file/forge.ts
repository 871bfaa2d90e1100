import type { FileContents } from '../../../../src/lib/projects/project-file/contents';
import { kinds, writeHead } from '../../../../src/lib/projects/project-file/layout';

/** Project files made by hand: what somebody could send who knows the format. */

export const bytesIn = async (file: Blob) => new Uint8Array(await file.arrayBuffer());

/** Where the body of a file begins. */
export const headLength = async (bytes: Uint8Array) => 52 + new DataView(bytes.buffer).getUint32(16, true);

export async function contentsOf(file: Blob): Promise<FileContents> {
  const bytes = await bytesIn(file);
  return JSON.parse(new TextDecoder().decode(bytes.slice(52, await headLength(bytes)))) as FileContents;
}

/** A head whose first bytes were altered, with the hash that fits them. */
export async function rewritten(head: Uint8Array): Promise<Blob> {
  const checked = new Uint8Array([...head.slice(0, 20), ...head.slice(52)]);
  const bytes = head.slice();
  bytes.set(new Uint8Array(await crypto.subtle.digest('SHA-256', checked)), 20);
  return new Blob([bytes]);
}

/** The file with another text before the same body, hashed as if it were true. */
export async function withContents(file: Blob, change: (contents: FileContents) => unknown): Promise<Blob> {
  const bytes = await bytesIn(file);
  const { bytes: head } = await writeHead(kinds.open, change(await contentsOf(file)));
  return new Blob([head, bytes.slice(await headLength(bytes))]);
}
