import { describe, expect, it } from 'vitest';
import { answerTo } from '../../../src/lib/release/answer';

const scope = 'https://host.example/tools/kith/';
const paths = new Set(['index.html', 'assets/a.js']);
const ask = (url: string, mode = 'cors', method = 'GET') => answerTo({ url, mode, method }, scope, paths);

describe('a request', () => {
  it.each([
    ['the folder', scope, 'index.html'],
    ['a route', `${scope}#/customers/portrait/7`, 'index.html'],
    ['the document by name', `${scope}index.html`, 'index.html'],
    ['a file', `${scope}assets/a.js`, 'assets/a.js'],
    ['an empty query', `${scope}?`, 'index.html'],
  ])('for %s is answered with a file', (_what, url, path) => {
    expect(ask(url, 'navigate')).toEqual({ kind: 'file', path });
  });

  it.each([
    ['another host', 'https://away.example/tools/kith/', 'foreign'],
    ['another scheme', 'http://host.example/tools/kith/', 'foreign'],
    ['another port', 'https://host.example:8443/tools/kith/', 'foreign'],
    ['a file that is not of the release', `${scope}secret`, 'unknown'],
    ['a folder beside ours', 'https://host.example/tools/', 'unknown'],
    ['a folder that begins like ours', 'https://host.example/tools/kithkin/a', 'unknown'],
    ['a file with a query', `${scope}assets/a.js?secret`, 'query'],
    ['a route with a query', `${scope}?secret#/home`, 'query'],
    ['a name and password', 'https://secret:x@host.example/tools/kith/', 'query'],
  ])('for %s is refused', (_what, url, why) => {
    expect(ask(url)).toEqual({ kind: 'refuse', why });
  });

  it('that would write is refused', () => {
    expect(ask(scope, 'cors', 'POST')).toEqual({ kind: 'refuse', why: 'method' });
  });

  it('for the document with a query leads a reader to the page without it', () => {
    expect(ask(`${scope}?from=mail`, 'navigate')).toEqual({ kind: 'home' });
    expect(ask(`${scope}secret?x`, 'navigate')).toEqual({ kind: 'refuse', why: 'query' });
  });

  it('cannot leave the folder by dots or escapes', () => {
    expect(ask(`${scope}../secret`).kind).toBe('refuse');
    expect(ask(`${scope}%2e%2e/secret`).kind).toBe('refuse');
    expect(ask(`${scope}assets%2Fa.js`).kind).toBe('refuse');
  });
});
