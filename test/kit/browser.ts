/** Real Chromium, driven as people use it. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { source as axeSource } from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page, ViewportSize } from 'playwright-core';
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
  private windows: Window[] = [];

  private constructor(private readonly browser: Browser) {}

  static async open(): Promise<TestBrowser> {
    return new TestBrowser(await chromium.launch({ executablePath: chromiumPath(), args: FLAGS }));
  }

  /** A window at an address of the console. */
  async window(url: string, options: BrowserContextOptions = {}): Promise<Window> {
    const context = await this.browser.newContext({ viewport: { width: 1600, height: 1000 }, ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    const window = new Window(context, await context.newPage(), url);
    this.windows.push(window);
    return window;
  }

  /** Leaves the page of the windows that stay, so that it asks for nothing any more, and closes the others. @returns the complaints */
  async tidy(staying: ReadonlySet<Window>): Promise<string[]> {
    const complaints = this.windows.flatMap((window) => window.complaints.splice(0));
    for (const window of this.windows) await (staying.has(window) ? window.leave() : window.context.close());
    this.windows = [...staying];
    return complaints;
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

  /** Goes on as a link inside the console does: nothing is loaded anew. */
  async turnTo(path: string): Promise<void> {
    await this.page.evaluate(
      `history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new Event('popstate'))`,
    );
  }

  /** Leaves the console; whoever is signed in here stays so. */
  async leave(): Promise<void> {
    await this.page.goto('about:blank');
  }

  /** Signs in by the issuer's page, from wherever the window is. */
  async signIn(displayName: RegExp | string, path = '/'): Promise<void> {
    await this.go(path);
    await this.button('Sign in').click();
    await this.page.getByRole('button', { name: displayName }).click();
    await this.page.getByRole('main').waitFor();
    await this.page.locator('nav[aria-label=Console]').waitFor({ state: 'attached' });
  }

  /** Looks at the same page otherwise: from another width, in another scheme. */
  async look({
    viewport,
    colorScheme,
  }: Required<Pick<BrowserContextOptions, 'colorScheme'>> & { viewport: ViewportSize }): Promise<void> {
    await this.page.setViewportSize(viewport);
    await this.page.emulateMedia({ colorScheme });
    // Colours fade into each other: what is seen on the way is not what the page looks like.
    const settled = `new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))
      .then(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))`;
    await this.page.evaluate(settled);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** What somebody types into. */
  field(name: string): Locator {
    return this.page.getByRole('textbox', { name });
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
    if (!(await this.page.evaluate(`'axe' in window`))) await this.page.evaluate(axeSource);
    // What passes is not listed: to name every element of a page takes most of the time.
    const run = `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] })`;
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
