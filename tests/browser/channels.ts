/**
 * Ways by which code in a page may reach another address. Runs inside the page, so it uses nothing from outside;
 * every way is tried, and none may hang the test.
 */
export async function tryChannels(canary: string): Promise<void> {
  const attempt = async (way: () => unknown) => {
    try {
      await Promise.race([way(), new Promise((resolve) => setTimeout(resolve, 1500))]);
    } catch {
      // Refused: that is what the policy is for.
    }
  };
  const load = (tag: string, property: string, path: string) =>
    new Promise((resolve) => {
      const element = document.createElement(tag);
      element.addEventListener('load', resolve);
      element.addEventListener('error', resolve);
      Object.assign(element, { [property]: `${canary}/${path}` });
      if (tag === 'link') Object.assign(element, { rel: 'stylesheet' });
      document.body.append(element);
    });

  await attempt(() => fetch(`${canary}/fetch`));
  await attempt(() => fetch(`${canary}/no-cors`, { mode: 'no-cors' }));
  await attempt(
    () =>
      new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.addEventListener('loadend', resolve);
        request.open('GET', `${canary}/xhr`);
        request.send();
      }),
  );
  await attempt(() => navigator.sendBeacon(`${canary}/beacon`, 'x'));
  await attempt(() => load('img', 'src', 'image'));
  await attempt(() => load('iframe', 'src', 'frame'));
  await attempt(() => load('link', 'href', 'style'));
  await attempt(
    () =>
      new Promise((resolve) => {
        const code = `fetch('${canary}/worker').then(() => postMessage(1), () => postMessage(0))`;
        const worker = new Worker(URL.createObjectURL(new Blob([code])));
        worker.addEventListener('message', resolve);
        worker.addEventListener('error', resolve);
      }),
  );
}
