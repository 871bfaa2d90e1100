/** A walk through the product: where it goes, and how it gets there. For the reports of axe and for the pictures. */

/** What stands before the first file is in. */
export const emptyPlaces = [
  { name: 'home-first', hash: '#/home' },
  { name: 'import-empty', hash: '#/data/import' },
  { name: 'tables-empty', hash: '#/data/tables' },
  { name: 'rejects-empty', hash: '#/data/rejects' },
];

/** What stands once files are in, and nothing was run. */
export const filledPlaces = [
  { name: 'segments-empty', hash: '#/customers/segments' },
  { name: 'tags-empty', hash: '#/customers/tags' },
  { name: 'portrait-plain', hash: '#/customers/portrait/12' },
];

/** The analyses, before and after their run. */
export const analysisPlaces = [
  { name: 'rfm', id: 'rfm', hash: '#/insight/value/rfm' },
  { name: 'clustering', id: 'clustering', hash: '#/insight/value/clustering' },
  { name: 'channel-preference', id: 'channel-preference', hash: '#/insight/preference/channel-preference' },
  { name: 'text-svm', id: 'text-svm', hash: '#/requirements/classify' },
];

/** Every page of a project in use. */
export const usedPlaces = [
  { name: 'home', hash: '#/home' },
  { name: 'checkup', hash: '#/checkup' },
  { name: 'import', hash: '#/data/import' },
  { name: 'tables', hash: '#/data/tables' },
  { name: 'rejects', hash: '#/data/rejects' },
  { name: 'sql', hash: '#/data/sql' },
  { name: 'customers', hash: '#/customers/table' },
  { name: 'segments', hash: '#/customers/segments' },
  { name: 'tags', hash: '#/customers/tags' },
  { name: 'portrait', hash: '#/customers/portrait/12' },
];

/** The layer that is open: a menu of a chart is also there while it is closed. */
export const openLayer = (page) => page.locator('[role=dialog]:visible, [role=menu]:visible').first();

/** Esc closes one layer at a time: over a menu that may first be the tooltip of the button that opened it. */
const escape = async (page) => {
  const layer = openLayer(page);
  while (await layer.isVisible()) {
    await page.keyboard.press('Escape');
    await layer.waitFor({ state: 'hidden', timeout: 1000 }).catch(() => undefined);
  }
};

const press = (keys) => (page) => page.keyboard.press(keys);
const click = (selector) => (page) => page.locator(selector).first().click();

/** Layers over a page: how each is opened; Esc closes every one. */
export const layers = [
  { name: 'palette', hash: '#/customers/table', open: press('Control+k') },
  { name: 'shortcuts', hash: '#/customers/table', open: press('?') },
  { name: 'as-of', hash: '#/customers/table', open: click('.bar .as-of') },
  { name: 'jobs', hash: '#/customers/table', open: click('.bar .light') },
  { name: 'ledger', hash: '#/customers/table', open: click('.bar .trigger') },
  { name: 'help', hash: '#/insight/value/rfm', open: press('h') },
  { name: 'export', hash: '#/customers/tags', open: click('main [aria-haspopup=dialog]') },
  { name: 'appearance', hash: '#/home', open: click('.rail [aria-haspopup=menu]') },
].map((layer) => ({ ...layer, close: escape }));

/** Goes to an address and waits until what belongs there is drawn. */
export async function goTo(page, hash) {
  await page.evaluate((target) => (location.hash = target), hash);
  await settle(page);
}

/** Waits until the page has its heading, and nothing of it is still on its way. */
export async function settle(page) {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(
    () =>
      document.querySelector('main h1') !== null &&
      document.querySelector('main .skeleton, main .waiting, main [aria-busy=true]') === null,
  );
  // Answers of the engine come when they come: the page stands once nothing in it changed for a while.
  await page.evaluate(
    (quietMs) =>
      new Promise((done) => {
        let timer = setTimeout(finish, quietMs);
        const watcher = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(finish, quietMs);
        });
        function finish() {
          watcher.disconnect();
          done(undefined);
        }
        watcher.observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });
      }),
    400,
  );
}

/** Shows the page in a language; a layer that is open stays open. */
export async function speak(page, language) {
  await page.evaluate((wanted) => {
    if (document.documentElement.lang !== wanted) document.querySelector('.rail .language')?.click();
  }, language);
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
}

/** Opens the demo as a user does. */
export async function openDemo(page) {
  await page.evaluate(() => kith.projects.openDemo());
  await goTo(page, '#/customers/table');
}

/** Runs every analysis and writes its tags. */
export async function runAll(page) {
  for (const { id } of analysisPlaces) {
    await page.evaluate(async (analysis) => {
      const { runId } = await kith.run(analysis);
      await kith.acceptTags(runId);
    }, id);
  }
}

/** A file whose dates may be read in two ways, so that the import asks. */
export const askingFile = {
  name: 'orders-2026.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      'order_id,customer_id,order_date,amount,channel',
      ...Array.from(
        { length: 40 },
        (_, i) => `A${i},000${100 + i},0${1 + (i % 9)}/0${1 + (i % 8)}/2026,${20 + i}.50,APP`,
      ),
    ].join('\n'),
  ),
};

/** Chooses that file on the import page. */
export async function chooseFile(page, file = askingFile) {
  await goTo(page, '#/data/import');
  await page.locator('main input[type=file]').first().setInputFiles(file);
  await page.locator('main table').first().waitFor();
  await settle(page);
}
