type Headers = Readonly<Record<string, string>>;

/**
 * Files that make a static host send the policy as headers, by path in the built folder. Those at the top are read by
 * the host of that name without further ado; those under `hosting/` are pasted or included by whoever runs the server.
 * A host that reads none of them sends no headers; the service worker then adds them from the second load on.
 */
export function hostFiles(policy: Headers): Readonly<Record<string, string>> {
  // The service worker keeps the release; a host's or proxy's older copy would only delay the next one.
  const headers: Headers = { ...policy, 'Cache-Control': 'no-cache' };
  const listed = Object.entries(headers);
  const pairs = listed.map(([key, value]) => ({ key, value }));
  return {
    // Netlify, Cloudflare Pages
    _headers: ['/*', ...listed.map(([name, value]) => `  ${name}: ${value}`), ''].join('\n'),
    // GitHub Pages would leave out every file whose name begins with an underscore.
    '.nojekyll': '',
    '.htaccess': apache(listed),
    'web.config': iis(listed),
    'vercel.json': json({ headers: [{ source: '/(.*)', headers: pairs }] }),
    'firebase.json': json({
      hosting: { public: '.', ignore: ['firebase.json'], headers: [{ source: '**', headers: pairs }] },
    }),
    'staticwebapp.config.json': json({ globalHeaders: headers, mimeTypes: mimeTypes }),
    'hosting/nginx.conf': [
      '# Within the server or location that serves this folder. nginx forgets these where a location has add_header of its own.',
      ...listed.map(([name, value]) => `add_header ${name} "${value}" always;`),
      '',
    ].join('\n'),
    'hosting/Caddyfile': [
      '# Within the site block that serves this folder.',
      'header {',
      ...listed.map(([name, value]) => `\t${name} "${value}"`),
      '}',
      '',
    ].join('\n'),
    'hosting/lighttpd.conf': [
      'server.modules += ( "mod_setenv" )',
      'setenv.set-response-header = (',
      listed.map(([name, value]) => `  "${name}" => "${value}"`).join(',\n'),
      ')',
      '',
    ].join('\n'),
    'hosting/cloudfront-policy.json': json(cloudFront(headers)),
    'hosting/withdraw-sw.js': withdrawal,
  };
}

/** Types some servers do not know; under `nosniff` a file of unknown type is refused. */
const mimeTypes = { '.wasm': 'application/wasm', '.webmanifest': 'application/manifest+json' } as const;

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const apache = (headers: readonly (readonly [string, string])[]) =>
  [
    ...Object.entries(mimeTypes).map(([ending, type]) => `AddType ${type} ${ending}`),
    '<IfModule mod_headers.c>',
    ...headers.map(([name, value]) => `  Header always set ${name} "${value}"`),
    '</IfModule>',
    '',
  ].join('\n');

function iis(headers: readonly (readonly [string, string])[]): string {
  const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const indent = (lines: readonly string[]) => lines.map((line) => `      ${line}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<configuration>',
    '  <system.webServer>',
    '    <staticContent>',
    ...indent(
      Object.entries(mimeTypes).flatMap(([ending, type]) => [
        `<remove fileExtension="${ending}" />`,
        `<mimeMap fileExtension="${ending}" mimeType="${type}" />`,
      ]),
    ),
    '    </staticContent>',
    '    <httpProtocol><customHeaders>',
    ...indent(headers.map(([name, value]) => `<add name="${name}" value="${attribute(value)}" />`)),
    '    </customHeaders></httpProtocol>',
    '  </system.webServer>',
    '</configuration>',
    '',
  ].join('\n');
}

/** CloudFront takes some headers under names of its own and refuses them among the custom ones. */
function cloudFront(headers: Headers) {
  const {
    'Content-Security-Policy': content = '',
    'Referrer-Policy': referrer = '',
    'X-Content-Type-Options': _nosniff,
    ...custom
  } = headers;
  const items = Object.entries(custom).map(([Header, Value]) => ({ Header, Value, Override: true }));
  return {
    Name: 'kith',
    Comment: 'Headers of Kith for every file',
    SecurityHeadersConfig: {
      ContentSecurityPolicy: { Override: true, ContentSecurityPolicy: content },
      ContentTypeOptions: { Override: true },
      ReferrerPolicy: { Override: true, ReferrerPolicy: referrer },
    },
    CustomHeadersConfig: { Quantity: items.length, Items: items },
  };
}

/**
 * The way back from a release that must not stay: put in the place of `sw.js` it removes worker and stored files from
 * every browser that comes by. Projects are kept elsewhere and stay.
 */
const withdrawal = `// In an emergency, copy this file over sw.js: browsers then drop the installed copy and load from the host again.
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => {
  const folder = 'kith ' + new URL(registration.scope).pathname + ' ';
  const drop = async () => {
    for (const name of await caches.keys()) if (name.startsWith(folder)) await caches.delete(name);
    await registration.unregister();
  };
  event.waitUntil(drop());
});
`;
