import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { hostFiles } from '../../../src/lib/release/host-files';
import { responseHeaders } from '../../../src/policy';

const policy = responseHeaders(['sha256-abc=']);
const files = hostFiles(policy);

/** Headers as each host would read them from its file. */
const readers: Readonly<Record<string, (text: string) => Record<string, string>>> = {
  _headers: (text) => pairs(text, /^ {2}([\w-]+): (.+)$/gm),
  '.htaccess': (text) => pairs(text, /^ {2}Header always set ([\w-]+) "([^"]+)"$/gm),
  'hosting/nginx.conf': (text) => pairs(text, /^add_header ([\w-]+) "([^"]+)" always;$/gm),
  'hosting/Caddyfile': (text) => pairs(text, /^\t([\w-]+) "([^"]+)"$/gm),
  'hosting/lighttpd.conf': (text) => pairs(text, /^ {2}"([\w-]+)" => "([^"]+)",?$/gm),
  'vercel.json': (text) => listed(JSON.parse(text).headers[0].headers),
  'firebase.json': (text) => listed(JSON.parse(text).hosting.headers[0].headers),
  'staticwebapp.config.json': (text) => JSON.parse(text).globalHeaders,
  'web.config': (text) => {
    const { document } = new JSDOM(text, { contentType: 'text/xml' }).window;
    return Object.fromEntries(
      Array.from(document.querySelectorAll('customHeaders add'), (add) => [
        add.getAttribute('name'),
        add.getAttribute('value'),
      ]),
    );
  },
  'hosting/cloudfront-policy.json': (text) => {
    const { SecurityHeadersConfig: own, CustomHeadersConfig: custom } = JSON.parse(text);
    expect(custom.Quantity).toBe(custom.Items.length);
    return {
      'Content-Security-Policy': own.ContentSecurityPolicy.ContentSecurityPolicy,
      'Referrer-Policy': own.ReferrerPolicy.ReferrerPolicy,
      'X-Content-Type-Options': own.ContentTypeOptions.Override ? 'nosniff' : '',
      ...Object.fromEntries(custom.Items.map((item: { Header: string; Value: string }) => [item.Header, item.Value])),
    };
  },
};

const pairs = (text: string, line: RegExp) =>
  Object.fromEntries([...text.matchAll(line)].map(([, name, value]) => [name, value]));
const listed = (headers: readonly { key: string; value: string }[]) =>
  Object.fromEntries(headers.map(({ key, value }) => [key, value]));

describe('header files for hosts', () => {
  it.each(Object.keys(readers))('%s carries every header whole', (path) => {
    expect(readers[path]!(files[path]!)).toEqual({ ...policy, 'Cache-Control': 'no-cache' });
  });

  it('are all read by a test, but for the two that carry none', () => {
    const others = Object.keys(files).filter((path) => !(path in readers));
    expect(others).toEqual(['.nojekyll', 'hosting/withdraw-sw.js']);
  });
});
