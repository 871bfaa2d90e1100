import { expect, it } from 'vitest';
import { contentDirectives, metaPolicy, responseHeaders } from '../src/policy';

const named = (policy: string) => policy.split('; ').map((directive) => directive.split(' ')[0]);

it('forbids everything that is not allowed by name', () => {
  expect(contentDirectives([])[0]).toBe("default-src 'none'");
});

it('names no address but our own', () => {
  const headers = responseHeaders(['sha256-x=']);
  expect(Object.values(headers).join(' ')).not.toMatch(/https?:|\*|unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)/);
});

it('keeps out of the page what works in a header only', () => {
  expect(named(metaPolicy([]))).not.toContain('frame-ancestors');
  expect(named(responseHeaders([])['Content-Security-Policy']!)).toContain('frame-ancestors');
});
