import { createEngine, type Engine, type EngineOptions, type EngineWorker } from '../lib/data/engine';
import { engineFiles } from '../lib/data/engine-files';
import { spawnClassicWorker } from '../lib/jobs/spawn';

/** What a project does when its engine dies: see `EngineOptions`. */
export type EngineCare = Pick<EngineOptions, 'restore' | 'onLost'>;

interface Prepared {
  readonly engine: Promise<Engine>;
  care: EngineCare;
}

/**
 * The engines of the page: one per open project, and the first one started ahead. Compiling and linking 34 MB of WebAssembly is
 * most of what opening a small project takes; done while the user still reads the first page, nobody waits for it.
 */
export class Engines {
  #next: Prepared | undefined;
  #isAsked = false;

  /** Starts the engine of the first project. One that does not start is tried again by `take`. */
  prepare(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    const next = (this.#next = start());
    next.engine.catch(() => {
      if (this.#next === next) this.#next = undefined;
    });
  }

  /**
   * Hands an engine with empty tables to a project, which closes it.
   * @throws AppError `environment/engine-open`
   */
  async take(care: EngineCare): Promise<Engine> {
    const next = this.#next ?? start();
    this.#isAsked = true;
    this.#next = undefined;
    next.care = care;
    return next.engine;
  }
}

function start(): Prepared {
  const prepared: Prepared = {
    engine: createEngine({
      // A Worker's overloads are wider than what the engine asks of one.
      spawn: () => spawnClassicWorker(engineFiles.workerUrl, 'engine') as unknown as EngineWorker,
      wasmUrl: new URL(engineFiles.wasmUrl, location.href).href,
      restore: async (session) => prepared.care.restore?.(session),
      onLost: (reason, restored) => prepared.care.onLost?.(reason, restored),
    }),
    care: {},
  };
  return prepared;
}
