/** Real Chromium, driven as people use it. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { source as axeSource } from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** A page on a busy machine; what does not come in this time will not come. */
const PATIENCE_MS = 30_000;

/** Chromium's path: CHROMIUM_PATH, else the first one on PATH. */
export function chromiumPath(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** `describe`, or aloud nothing at all where this machine has no Chromium. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (chromiumPath() !== undefined) return describe(name, tests);
  process.stderr.write(`skipped: "${name}" needs Chromium. Install it, or set CHROMIUM_PATH.\n`);
  describe.skip(name, tests);
}

/** One browser of a test file; everybody in it has a window of their own, with cookies and storage of their own. */
export class TestBrowser {
  private constructor(private readonly browser: Browser) {}

  static async open(): Promise<TestBrowser> {
    return new TestBrowser(await chromium.launch({ executablePath: chromiumPath(), args: FLAGS }));
  }

  /** A window at an address of the console. */
  async window(url: string, options: BrowserContextOptions = {}): Promise<Window> {
    const context = await this.browser.newContext({ viewport: { width: 1600, height: 1000 }, ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    return new Window(context, await context.newPage(), url);
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

/** One person at their window. */
export class Window {
  /** What the page complained about: errors of scripts, refusals of the policy. */
  readonly complaints: string[] = [];

  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly url: string,
  ) {
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      // A refusal of the API is an answer that the page shows; the browser notes it here as well.
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
        this.complaints.push(message.text());
    });
  }

  async go(path: string): Promise<void> {
    await this.page.goto(this.url + path);
  }

  /** Signs in by the issuer's page, from wherever the window is. */
  async signIn(displayName: RegExp | string, path = '/'): Promise<void> {
    await this.go(path);
    await this.button('Sign in').click();
    await this.page.getByRole('button', { name: displayName }).click();
    await this.page.getByRole('main').waitFor();
    await this.page.locator('nav[aria-label=Console]').waitFor({ state: 'attached' });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole('link', { name });
  }

  /** Waits until a text is there to be read. */
  async sees(text: string | RegExp): Promise<void> {
    try {
      await this.page.getByText(text).filter({ visible: true }).first().waitFor();
    } catch (error) {
      throw new Error(`Nobody sees ${String(text)} on ${this.page.url()}:\n${await this.text()}`, { cause: error });
    }
  }

  /** All that is to be read. */
  async text(): Promise<string> {
    return this.page.locator('body').innerText();
  }

  /** Waits until a text is nowhere. */
  async seesNo(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor({ state: 'hidden' });
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { name });
  }

  /** What axe finds against WCAG 2.1 AA, one line each: rule, place, what is wrong. */
  async faults(): Promise<string[]> {
    await this.page.evaluate(axeSource);
    const run = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })`;
    const { violations } = (await this.page.evaluate(run)) as AxeResults;
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
    );
  }

  /** Pixels that the page is wider than the window: nobody scrolls sideways. */
  async overflow(): Promise<number> {
    const measure = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    return (await this.page.evaluate(measure)) as number;
  }
}
