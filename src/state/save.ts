/** Saves bytes under the browser's downloads. What they hold was let out by `lib/data/export` or is the page's own. */
export function saveAs(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download takes its own hold of the bytes; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
