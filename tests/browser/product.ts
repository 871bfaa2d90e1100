import { relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, preview, type Rolldown } from 'vite';

/** A script of the built page: what it loads with it, what is in it, and how much goes over the line. */
export interface BuiltScript {
  readonly file: string;
  /** Source file whose import makes this script load: the page's entry, or one behind an `import()`. */
  readonly source: string | null;
  readonly imports: readonly string[];
  /** Packages with code in it. */
  readonly packages: readonly string[];
  /** Bytes after gzip, its style sheets included. */
  readonly gzipBytes: number;
}

export interface BuiltAsset {
  readonly file: string;
  readonly bytes: number;
}

export interface Product {
  readonly address: string;
  /** Where it lies. */
  readonly folder: string;
  readonly scripts: readonly BuiltScript[];
  readonly assets: readonly BuiltAsset[];
  close(): Promise<void>;
}

/** Builds the product and serves it exactly as `npm start` does, on a free port. */
export async function serveProduct(): Promise<Product> {
  const outDir = 'node_modules/.kith/dist';
  const { output } = await asShipped(() => build({ logLevel: 'warn', build: { outDir, emptyOutDir: true } }));
  const server = await preview({ logLevel: 'warn', build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('the preview server has no address');
  const assets = output.filter((one) => one.type === 'asset');
  return {
    address,
    folder: resolve(outDir),
    scripts: output.filter((one) => one.type === 'chunk').map((chunk) => describe(chunk, assets)),
    assets: assets.map(({ fileName, source }) => ({ file: fileName, bytes: Buffer.byteLength(source) })),
    close: () => server.close(),
  };
}

/** A test runner calls its surroundings a test, and the build would then make a development page. */
async function asShipped(work: () => ReturnType<typeof build>): Promise<Rolldown.RolldownOutput> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    return (await work()) as Rolldown.RolldownOutput;
  } finally {
    process.env.NODE_ENV = before;
  }
}

function describe(chunk: Rolldown.OutputChunk, assets: readonly Rolldown.OutputAsset[]): BuiltScript {
  const styles = [...((chunk as { viteMetadata?: { importedCss: Set<string> } }).viteMetadata?.importedCss ?? [])];
  const texts = [chunk.code, ...assets.filter(({ fileName }) => styles.includes(fileName)).map(({ source }) => source)];
  const packages = chunk.moduleIds.flatMap((id) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? []);
  return {
    file: chunk.fileName,
    source: chunk.facadeModuleId && relative(process.cwd(), chunk.facadeModuleId).split('?')[0]!,
    imports: chunk.imports,
    packages: [...new Set(packages)].sort(),
    gzipBytes: texts.reduce((sum, text) => sum + gzipSync(text).length, 0),
  };
}
