import init, { cut } from 'jieba-wasm/web';

/** A word segmenter and how it came to be. */
export interface Words {
  /** Cuts a text into words; joined, they are the text again. */
  readonly segment: (text: string) => readonly string[];
  /** `jieba`: dictionary of 350,000 words and a hidden Markov model; `intl`: the browser's own, with a smaller one. */
  readonly source: 'jieba' | 'intl';
  /** `segmenter-fallback` when the dictionary could not be loaded. */
  readonly warnings: readonly { readonly code: string; readonly details: Readonly<Record<string, string | number>> }[];
}

/** The segmenter's code and dictionary: 4 MB. Written relative, because the package does not export the file. */
const dictionary = new URL('../../node_modules/jieba-wasm/pkg/web/jieba_rs_wasm_bg.wasm', import.meta.url);

/** What Node offers where `fetch` does not take `file:` addresses; the workers' types know no Node. */
interface NodeProcess {
  getBuiltinModule?(name: 'node:fs/promises'): { readFile(url: URL): Promise<Uint8Array<ArrayBuffer>> };
}

async function open(url: URL): Promise<Response | Uint8Array<ArrayBuffer>> {
  if (url.protocol !== 'file:') return fetch(url);
  const { process } = globalThis as { process?: NodeProcess };
  const files = process?.getBuiltinModule?.('node:fs/promises');
  if (!files) throw new Error(`no way to read ${url.protocol} here`);
  return files.readFile(url);
}

/** The browser's segmenter; the same texts may be cut otherwise by another browser or version. */
function intlWords(reason: string): Words {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  return {
    segment: (text) => Array.from(segmenter.segment(text), ({ segment }) => segment),
    source: 'intl',
    warnings: [{ code: 'segmenter-fallback', details: { reason } }],
  };
}

/** The package keeps its instance for the life of the thread; the file is not read twice. */
let isLoaded = false;

/**
 * Loads Chinese word segmentation: jieba (https://github.com/fengkx/jieba-wasm, MIT) with its hidden Markov model for
 * words outside the dictionary. About 0.5 s and 100 MB on first use in a thread, nothing after that. Where it cannot
 * be loaded (blocked, incomplete deployment) the browser's segmenter takes over and a warning says so.
 * @param url where the wasm lies, if not beside the bundle
 */
export async function loadWords(url: URL = dictionary): Promise<Words> {
  try {
    if (!isLoaded) await init({ module_or_path: await open(url) });
    isLoaded = true;
  } catch (cause) {
    return intlWords(cause instanceof Error ? cause.message : String(cause));
  }
  return { segment: (text) => cut(text, true), source: 'jieba', warnings: [] };
}
