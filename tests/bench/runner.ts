import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { version as viteVersion } from 'vite';
import type { BenchCase } from './case';
import type { CaseOptions } from './execute';
import type { CaseResult } from './result';
import { tableOf } from './table';

/** A case as it stands in the JSON file: with its day and its machine, because a file is filled over several runs. */
interface StoredCase extends CaseResult {
  readonly date: string;
  readonly quick: boolean;
  readonly machine: ReturnType<typeof describeMachine>;
}

const describeMachine = () => ({
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${process.platform} ${release()}`,
  node: process.version,
  v8: process.versions.v8,
});

/**
 * `npm run bench [name…] [-- --quick] [--json FILE] [--file DATA]`: runs the cases named, or all that do not wait to be
 * asked for, prints the table and writes every single measurement.
 * @param bundle builds one TypeScript file and gives the path of what was built
 */
export async function main(args: readonly string[], bundle: (entry: string) => Promise<string>): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { quick: { type: 'boolean' }, json: { type: 'string' }, file: { type: 'string' } },
  });
  const folder = resolve('tests/bench/cases');
  const known = (await readdir(folder)).filter((name) => name.endsWith('.ts')).map((name) => name.slice(0, -3));
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`no case ${unknown.join(', ')}; there are ${known.sort().join(', ')}`);

  const quick = values.quick === true;
  const machine = describeMachine();
  console.log(
    `${new Date().toISOString()}  ${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ` +
      `${machine.system}, Node ${machine.node}, bundled by Vite ${viteVersion}${quick ? ', quick' : ''}`,
  );
  const execute = await bundle(resolve('tests/bench/execute.ts'));
  const results: CaseResult[] = [];
  for (const name of positionals.length > 0 ? positionals : known) {
    const caseFile = await bundle(join(folder, `${name}.ts`));
    const { onRequest } = (await import(pathToFileURL(caseFile).href)) as BenchCase;
    if (onRequest === true && positionals.length === 0) continue;
    results.push(await runCase(execute, caseFile, { quick, file: values.file ?? null }));
  }
  console.log(tableOf(results));
  const path = resolve(values.json ?? 'bench.json');
  await store(
    path,
    results.map((result) => ({ ...result, date: new Date().toISOString(), quick, machine })),
  );
  console.log(`\nevery measurement: ${path}`);
}

async function runCase(
  execute: string,
  caseFile: string,
  options: Pick<CaseOptions, 'quick' | 'file'>,
): Promise<CaseResult> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-bench-'));
  const shared = resolve('../shared/data');
  const all: CaseOptions = { ...options, folder, sharedData: existsSync(shared) ? shared : null };
  const start = `import { execute } from ${JSON.stringify(pathToFileURL(execute).href)};
    await execute(${JSON.stringify(caseFile)}, ${JSON.stringify(all)});`;
  try {
    const entry = join(folder, 'start.mjs');
    await writeFile(entry, start);
    const child = fork(entry, { execArgv: ['--max-old-space-size=8192'] });
    return await new Promise((found, failed) => {
      let result: CaseResult | undefined;
      child.on('message', (message) => (result = message as CaseResult));
      child.once('error', failed);
      child.once('close', (code) =>
        code === 0 && result ? found(result) : failed(new Error(`the case ended with ${code}`)),
      );
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Puts cases in the place of earlier ones of the same name; others keep their day. */
async function store(path: string, cases: readonly StoredCase[]): Promise<void> {
  const before = existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as { cases: StoredCase[] }).cases : [];
  const kept = before.filter(({ id }) => !cases.some((one) => one.id === id));
  await writeFile(path, `${JSON.stringify({ cases: [...kept, ...cases] }, null, 2)}\n`);
}
