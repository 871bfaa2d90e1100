import { createContext } from 'svelte';
import type { App } from './app.svelte';
import type { Session } from './session.svelte';

/** The running product, handed down from `App.svelte`; pages reach settings, jobs and the open project through it. */
export const [useApp, provideApp] = createContext<App>();

/** The open project. Only pages that are shown while one is open may ask. */
export function useSession(): Session {
  const { session } = useApp();
  if (!session) throw new Error('no project is open');
  return session;
}
