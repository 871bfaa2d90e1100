/** A random identifier of 96 bits in base 36, for projects and runs. Opaque: no data goes into it. */
export function createId(): string {
  const words = crypto.getRandomValues(new Uint32Array(3));
  return Array.from(words, (word) => word.toString(36).padStart(7, '0')).join('');
}
