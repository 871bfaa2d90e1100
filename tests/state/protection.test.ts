import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { compareHeaders, needsDecision, protectionOf, seriousGaps } from '../../src/state/protection';

const all = new Headers(__RESPONSE_HEADERS__);
const changed = (change: (headers: Headers) => void) => {
  const headers = new Headers(all);
  change(headers);
  return headers;
};
const missing = (headers: Headers | null) =>
  compareHeaders(headers)
    .filter(({ isInForce }) => !isInForce)
    .map(({ name }) => name);

describe('headers received', () => {
  it('are in force when they are as expected, whatever their order and spaces', () => {
    expect(missing(all)).toEqual([]);
    const policy = all.get('content-security-policy')!.split('; ').reverse().join(' ;  ');
    expect(missing(changed((headers) => headers.set('content-security-policy', policy)))).toEqual([]);
  });

  it('are not when one directive is missing or weaker', () => {
    const policy = all.get('content-security-policy')!;
    for (const weaker of [
      policy.replace("connect-src 'self'; ", ''),
      policy.replace("connect-src 'self'", 'connect-src *'),
    ])
      expect(missing(changed((headers) => headers.set('content-security-policy', weaker)))).toEqual([
        'Content-Security-Policy',
      ]);
  });

  it('are all missing where nobody answers', () => {
    expect(missing(null)).toEqual(Object.keys(__RESPONSE_HEADERS__));
  });
});

describe('what is in force', () => {
  beforeEach(() => {
    vi.stubGlobal('navigator', { serviceWorker: { controller: {} } });
    vi.stubGlobal('crossOriginIsolated', true);
  });
  afterEach(() => vi.unstubAllGlobals());

  const given = (headers: Headers | null, isAllowlistHonoured = true, meta: string | null = 'policy') =>
    protectionOf({ meta, headersFrom: 'host', headers: compareHeaders(headers), isAllowlistHonoured }, 'closed');

  it('is everything, with all headers in a browser that knows them', () => {
    expect(given(all)).toMatchObject({ headerPolicy: true, allowlist: true, gaps: [] });
  });

  it('is named where the browser does not know the allowlist; nobody is asked for that alone', () => {
    const protection = given(all, false);
    expect(protection.gaps).toEqual(['allowlist-ignored']);
    expect(seriousGaps(protection)).toEqual(['allowlist-ignored']);
    expect(needsDecision(protection)).toBe(false);
  });

  it('is asked about where no header came', () => {
    const protection = given(null, false);
    expect(protection.gaps).toEqual(['no-header-policy', 'no-allowlist']);
    expect(needsDecision(protection)).toBe(true);
  });

  it('is nothing without any policy', () => {
    expect(given(null, false, null).gaps[0]).toBe('no-policy');
  });

  it('does not trouble the user for comfort', () => {
    vi.stubGlobal('navigator', {});
    vi.stubGlobal('crossOriginIsolated', false);
    const protection = given(all);
    expect(protection.gaps).toEqual(['not-isolated', 'no-service-worker']);
    expect(seriousGaps(protection)).toEqual([]);
  });
});
