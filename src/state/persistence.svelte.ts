/** Whether the browser has promised to keep what is stored here, and how much room there is. */
export class Persistence {
  /** `clearable`: the browser may clear it when the disk runs full, some also after days unused. */
  state = $state<'kept' | 'clearable' | 'unknown'>('unknown');
  /** Bytes in use and available to this page, null where the browser does not say. */
  room = $state.raw<{ readonly used: number; readonly available: number } | null>(null);
  #hasAsked = false;

  async look(): Promise<void> {
    const { storage } = navigator;
    if (!storage?.persisted) return;
    this.state = (await storage.persisted()) ? 'kept' : 'clearable';
    const { usage, quota } = await storage.estimate();
    this.room = usage === undefined || quota === undefined ? null : { used: usage, available: quota - usage };
  }

  /**
   * Asks once per page load, when the first data has come in: from then on there is something to lose, and the user
   * knows what the question is about (Firefox puts it to them; Chrome decides by itself).
   */
  async ask(): Promise<void> {
    if (this.#hasAsked) return;
    this.#hasAsked = true;
    if (this.state === 'clearable') await navigator.storage.persist();
    await this.look();
  }
}
