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
  if (target) mount(App, { target, props: { product } });
}

/** Leaves that page standing, and names in it what this browser lacks. */
function explain(missing: readonly string[]): void {
  const fallback = document.getElementById('fallback');
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
