/** Version of package.json, put in at build. */
declare const __APP_VERSION__: string;
/** The headers of `src/policy.ts`, put in at build with the style hashes computed there. */
declare const __RESPONSE_HEADERS__: Readonly<Record<string, string>>;
