import './tokens.css';
import './base.css';
import { mount } from 'svelte';
import { installApi } from './api';
import App from './App.svelte';
import { createFormats } from './lib/i18n/formats';
import { texts } from './lib/i18n/texts';
import { createTranslator } from './lib/i18n/translate';
import { App as Product } from './state/app.svelte';
import { missingFeatures } from './state/browser-features';
import { closeExits } from './state/exits';

/** Begins, and takes away the page that says what to do where nothing can begin (DESIGN, section 10.10). */
function begin(): void {
  if (import.meta.env.PROD) closeExits();
  const product = new Product();
  installApi(product);
  document.getElementById('fallback')?.remove();
  const target = document.getElementById('app');
  target?.replaceChildren();
  if (target) mount(App, { target, props: { product } });
  product.ready.then(
    () => whenIdle(() => void product.prepare().catch(() => undefined)), // opening a project tries again, and says why
    () => undefined, // shown by the product
  );
}

/** Calls back when the page has nothing to do; Safari cannot tell, and waits a moment instead. */
const whenIdle = (act: () => void) =>
  'requestIdleCallback' in globalThis ? void requestIdleCallback(act) : void setTimeout(act, 500);

/** Leaves that page standing, and names in it what this browser lacks. */
function explain(missing: readonly string[]): void {
  const fallback = document.getElementById('fallback');
  document.getElementById('app')?.replaceChildren();
  fallback?.classList.add('shown');
  for (const sentence of fallback?.querySelectorAll<HTMLElement>('[data-missing]') ?? []) {
    const language = sentence.closest(':lang(en)') ? 'en' : 'zh-CN';
    const features = createFormats(language).list(missing);
    sentence.textContent = createTranslator(language, ...texts)('shell.unsupported', { features });
  }
}

const missing = missingFeatures();
if (missing.length === 0) begin();
else explain(missing);
