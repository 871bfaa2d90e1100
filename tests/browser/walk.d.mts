import type { Locator, Page } from 'playwright-core';

interface Place {
  readonly name: string;
  readonly hash: string;
}
interface Layer extends Place {
  open(page: Page): Promise<void>;
  close(page: Page): Promise<void>;
}
interface ChosenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}
export const emptyPlaces: readonly Place[];
export const filledPlaces: readonly Place[];
export const usedPlaces: readonly Place[];
export const analysisPlaces: readonly (Place & { readonly id: string })[];
export const layers: readonly Layer[];
export const askingFile: ChosenFile;
export function openLayer(page: Page): Locator;
export function goTo(page: Page, hash: string): Promise<void>;
export function settle(page: Page): Promise<void>;
export function speak(page: Page, language: string): Promise<void>;
export function openDemo(page: Page): Promise<void>;
export function runAll(page: Page): Promise<void>;
export function chooseFile(page: Page, file?: ChosenFile): Promise<void>;
