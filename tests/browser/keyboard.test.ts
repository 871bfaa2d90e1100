import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, type OpenedApp } from './app';
import { smallCompany } from './fixtures';

let app: OpenedApp;

beforeAll(async () => {
  app = await openApp();
});

afterAll(() => app.close());

const press = (key: string) => app.page.keyboard.press(key);
const type = (text: string) => app.page.keyboard.type(text);
const button = (name: string | RegExp) => app.page.getByRole('button', { name }).first();
const heading = (name: string | RegExp) => app.page.getByRole('heading', { name });
const status = (text: string | RegExp) => app.page.getByRole('status').filter({ hasText: text });
const grid = () => app.page.getByRole('grid').or(app.page.getByRole('treegrid'));
const palette = () => app.page.getByRole('dialog', { name: '去任何地方' });
const filterButton = () => app.page.getByRole('button', { name: '筛选', exact: true });
const exportButton = () => app.page.getByRole('button', { name: '导出', exact: true });

/** Whether the keyboard stands on it, also inside a shadow root. */
const hasFocus = (wanted: Locator) =>
  wanted.evaluate((element) => (element.getRootNode() as Document | ShadowRoot).activeElement === element);

/** Whether one sees that the keyboard stands on it: an outline on itself, on the label it hides behind, or its frame. */
const isMarked = (wanted: Locator) =>
  wanted.evaluate((element) => {
    const frames = [element.parentElement, element.parentElement?.parentElement];
    return (
      element.matches(':focus-visible') &&
      [element, element.nextElementSibling, ...frames].some((one) => {
        if (!one) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(one);
        return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
      })
    );
  });

/** What the keyboard stands on, in words for a failure. */
const focused = () =>
  app.page.evaluate(() => {
    const element = document.activeElement;
    const words = element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
    return `${element?.tagName.toLowerCase() ?? 'nothing'} “${words.slice(0, 30)}”`;
  });

/**
 * Presses Tab, or Shift+Tab, until the keyboard stands on the wanted control; it must be seen there. Fails with the
 * list of what had the focus on the way.
 */
async function tabTo(wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab') {
  const atMost = 90;
  const passed: string[] = [];
  await wanted.waitFor();
  while (!(await hasFocus(wanted))) {
    if (passed.length > atMost) throw new Error(`${String(wanted)} not reached: ${passed.join(', ')}`);
    await press(key);
    passed.push(await focused());
  }
  expect(await isMarked(wanted), `focus can be seen on ${await focused()}`).toBe(true);
}

const gainsFocus = (wanted: Locator) =>
  expect.poll(async () => ((await hasFocus(wanted)) ? 'there' : focused())).toBe('there');

/** Goes anywhere with Ctrl+K and a few letters. */
async function goTo(letters: string) {
  await press('Control+k');
  await gainsFocus(palette().getByRole('combobox'));
  await type(letters);
  await press('Enter');
  await palette().waitFor({ state: 'hidden' });
}

/** Sixty customers, and orders whose dates can be read day first as well as month first: the import has to ask. */
function filesWithQuestion() {
  const [customers] = smallCompany();
  const two = (n: number) => String(n).padStart(2, '0');
  const orders = Array.from({ length: 360 }, (_, n) => {
    const date = `${two(1 + ((n * 5) % 12))}/${two(1 + ((n * 7 + Math.floor(n / 12)) % 12))}/2025`;
    return `D${n},${String(10001 + (n % 60)).padStart(10, '0')},${date},${20 + ((n * 37) % 500)}.50`;
  });
  return [
    { name: '客户清单.csv', text: customers?.text ?? '' },
    { name: '订单导出.csv', text: ['订单号,客户编号,下单时间,实付金额', ...orders].join('\n') },
  ].map(({ name, text }) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) }));
}

describe('the main job by keyboard alone', () => {
  it('chooses files, answers the question and imports', async () => {
    const { page } = app;
    await tabTo(button('选择文件'));
    const chooser = page.waitForEvent('filechooser');
    // An answer of the page says that the browser now hands the chooser over.
    await page.evaluate(() => undefined);
    await press('Enter');
    await (await chooser).setFiles(filesWithQuestion());
    await heading('2 个文件看完了，还有 1 个问题要你定').waitFor();

    await tabTo(button(/订单导出\.csv/));
    await press('Enter');
    await tabTo(page.getByRole('radiogroup', { name: '下单时间' }).getByRole('radio').first());
    await press('Space');
    await heading('2 个文件看完了，可以导入').waitFor();
    await tabTo(button('导入 2 个文件'), 'Shift+Tab');
    await press('Enter');
    await page.getByRole('img', { name: /^361 行 = 360 载入/ }).waitFor();
  });

  it('goes to an analysis, runs it and writes its tags', async () => {
    const { page } = app;
    await goTo('rfm');
    await heading('RFM 客户价值').waitFor();
    await tabTo(button('运行'));
    await press('Enter');
    await tabTo(button('写成标签'));
    await press('Enter');
    await status('这次运行的结果已经写成标签').waitFor();
    await tabTo(page.getByRole('link', { name: '去客户表看标签' }));
    await press('Enter');
    await status(/^60 位$/).waitFor();
  });

  it('walks the table, opens a portrait and comes back', async () => {
    const { page } = app;
    await tabTo(grid());
    await press('ArrowDown');
    await press('ArrowDown');
    await press('ArrowDown');
    await press('ArrowUp');
    await press('x');
    await page.getByText('已选 1 位').waitFor();
    await press('Space');
    await page.getByText('已选 1 位').waitFor({ state: 'hidden' });
    await press('Enter');
    await page.waitForURL(/#\/customers\/portrait\/\d+$/);
    await page.getByText('2 / 60').waitFor();
    await press('ArrowRight');
    await page.getByText('3 / 60').waitFor();
    await tabTo(page.getByRole('link', { name: '回到客户表' }));
    await press('Enter');
    await status(/^60 位$/).waitFor();
    await gainsFocus(grid());
    await expect.poll(() => grid().getAttribute('aria-activedescendant')).toMatch(/-2$/);
  });

  it('adds a filter and saves it as a segment', async () => {
    const { page } = app;
    await tabTo(filterButton());
    await press('Enter');
    const form = page.getByRole('dialog', { name: '筛选' });
    const column = form.getByLabel('按哪一列');
    await tabTo(column);
    const columns = await column.locator('option').count();
    for (let n = 0; n < columns && (await column.inputValue()) !== 'city'; n++) await press('ArrowDown');
    expect(await column.inputValue()).toBe('city');
    await tabTo(form.getByLabel('值', { exact: true }));
    await type('杭州');
    await press('Enter');
    await status('45 位，共 60 位').waitFor();
    await gainsFocus(filterButton());

    await tabTo(page.getByLabel('客群名称'));
    await type('杭州客户');
    await press('Enter');
    await status('已存为客群“杭州客户”').waitFor();
    const segments = await page.evaluate(() => kith.segments.list());
    expect(segments.map(({ name }) => name)).toEqual(['杭州客户']);
  });

  it('exports the list as a file', async () => {
    const { page } = app;
    await tabTo(exportButton(), 'Shift+Tab');
    await press('Enter');
    await tabTo(button('存成文件'));
    const download = page.waitForEvent('download');
    await press('Enter');
    expect((await download).suggestedFilename()).toMatch(/\.xlsx$/);
    await press('Escape');
    await gainsFocus(exportButton());
  });
});

describe('layers and letters', () => {
  it('closes one layer at a time with Esc, and gives the focus back to what opened it', async () => {
    const { page } = app;
    const menu = page.getByRole('dialog', { name: /^导出/ });
    await tabTo(exportButton());
    await press('Enter');
    await menu.waitFor();
    await press('Control+k');
    await gainsFocus(palette().getByRole('combobox'));
    await press('Escape');
    await palette().waitFor({ state: 'hidden' });
    expect(await menu.isVisible()).toBe(true);
    await press('Escape');
    await menu.waitFor({ state: 'hidden' });
    await gainsFocus(exportButton());

    const help = page.getByRole('dialog', { name: '快捷键' });
    await press('?');
    await help.waitFor();
    await press('Control+k');
    await gainsFocus(palette().getByRole('combobox'));
    await press('Escape');
    await palette().waitFor({ state: 'hidden' });
    expect(await help.isVisible()).toBe(true);
    await press('Escape');
    await help.waitFor({ state: 'hidden' });
    await gainsFocus(exportButton());
  });

  it('takes single letters for text while one types, and for shortcuts where nobody does', async () => {
    const { page } = app;
    const search = page.getByPlaceholder('姓名、手机、编号、标签');
    const address = page.url();
    await press('/');
    await gainsFocus(search);
    await type('gd?h/x');
    expect(await search.inputValue()).toBe('gd?h/x');
    expect(page.url()).toBe(address);
    expect(await page.getByRole('dialog').count()).toBe(0);
    for (const _ of 'gd?h/x') await press('Backspace');
    await status('45 位，共 60 位').waitFor();
    await tabTo(filterButton());
    await press('g');
    await press('d');
    await page.waitForURL(/#\/data/);
  });

  it('lets the keyboard out of the SQL editor', async () => {
    const { page } = app;
    await goTo('sql');
    const editor = page.getByRole('textbox', { name: 'SQL 语句' });
    await tabTo(editor);
    await press('Control+a');
    await type('gd?/ base.rec');
    await page.getByRole('option', { name: /recency_days/ }).waitFor();
    expect(page.url()).toMatch(/#\/data\/sql$/);
    expect(await editor.innerText()).toBe('gd?/ base.rec');
    await press('Escape');
    await page.getByRole('option', { name: /recency_days/ }).waitFor({ state: 'hidden' });
    expect(await hasFocus(editor)).toBe(true);
    await press('Tab');
    expect(await hasFocus(editor)).toBe(false);
    expect(await editor.innerText()).toBe('gd?/ base.rec');
    await press('Shift+Tab');
    await gainsFocus(editor);
    await press('Shift+Tab');
    expect(await hasFocus(editor)).toBe(false);
  });

  it('raised no alarm', () => expect(app.complaints).toEqual([]));
});
