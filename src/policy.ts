/**
 * The one place of every security header, used by the build (`<meta>`, header files for hosts), `npm start` (headers),
 * the service worker (which puts them on all it serves) and the page itself (which compares them with what it received).
 *
 * Each directive says why it stands here. `'wasm-unsafe-eval'` lets the engine compile WebAssembly and nothing else;
 * `blob:` in `worker-src` is the bootstrap through which threads inherit this policy (a worker started from a URL of
 * its own does not); `img-src data: blob:` is for charts saved as pictures. `trusted-types` names the makers of trusted
 * values and lets each be made once: Svelte's for its templates, ours for the addresses of threads and of the service
 * worker. Code that comes later can make none, so it can start no thread, script or service worker of its own.
 */

/** Directives that work in `<meta>` and in a header. `styleHashes` are the constant style texts of the chart library. */
export function contentDirectives(styleHashes: readonly string[]): readonly string[] {
  return [
    `default-src 'none'`,
    `script-src 'self' 'wasm-unsafe-eval'`,
    `worker-src 'self' blob:`,
    `style-src ${[`'self'`, ...styleHashes.map((hash) => `'${hash}'`)].join(' ')}`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `manifest-src 'self'`,
    `frame-src 'none'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types svelte-trusted-html kith-worker kith-release`,
  ];
}

/** The policy as the content of `<meta http-equiv="Content-Security-Policy">`. */
export const metaPolicy = (styleHashes: readonly string[]) => contentDirectives(styleHashes).join('; ');

/** All headers of a document. `Connection-Allowlist` also closes navigation and WebRTC, which no CSP does. */
export const responseHeaders = (styleHashes: readonly string[]): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': [...contentDirectives(styleHashes), `frame-ancestors 'none'`].join('; '),
  'Connection-Allowlist': '(response-origin)',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
});
