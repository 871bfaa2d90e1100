import type { Component } from 'svelte';
import type { PageId } from './state/navigation.svelte';

/** Every page is loaded when it is first opened. */
export const loadPage: Readonly<Record<PageId, () => Promise<{ default: Component }>>> = {
  home: () => import('./views/home/HomePages.svelte'),
  data: () => import('./views/data/Data.svelte'),
  requirements: () => import('./views/requirements/Requirements.svelte'),
  customers: () => import('./views/customers/Customers.svelte'),
  insight: () => import('./views/insight/Insight.svelte'),
};

/** The frame around every page: rail, top bar, job tray, privacy light. */
export const loadShell = () => import('./views/shell/Shell.svelte');
