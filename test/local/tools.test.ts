import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool } from '../../local/tools';
import type { Tool } from '../../local/tools';
import { freshFolder } from '../kit/programs';

const fake = (change: Partial<Tool> = {}): Tool => ({
  program: 'fake-server',
  variable: 'FAKE_SERVER_PATH',
  pypi: { name: 'fake-server-bin', version: '1.0.0' },
  download: () => Promise.reject(new Error('the download host does not answer')),
  ...change,
});

function makeExecutable(folder: string, name = 'fake-server'): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, '#!/bin/sh\n');
  chmodSync(path, 0o755);
  return path;
}

describe('a program that npm cannot bring', () => {
  const path = process.env['PATH'];
  // An empty folder as PATH (an empty PATH would mean the system's): without Python nothing here asks any network.
  beforeEach(() => void (process.env['PATH'] = freshFolder('no-programs')));
  afterEach(() => {
    process.env['PATH'] = path;
    delete process.env['FAKE_SERVER_PATH'];
  });

  test('is the one that was named, and a wrong name is an error, not a search', async () => {
    const named = makeExecutable(freshFolder('named'));
    process.env['FAKE_SERVER_PATH'] = named;
    expect(await findTool(fake(), freshFolder('tools'))).toBe(named);
    process.env['FAKE_SERVER_PATH'] = '/nowhere/fake-server';
    await expect(findTool(fake(), freshFolder('tools'))).rejects.toThrow('FAKE_SERVER_PATH is /nowhere/fake-server');
  });

  test('is taken from PATH unless it is unfit', async () => {
    const folder = freshFolder('path');
    const found = makeExecutable(folder);
    process.env['PATH'] = folder;
    expect(await findTool(fake(), freshFolder('tools'))).toBe(found);
    const old = fake({ unfit: () => Promise.resolve('fake-server is older than 9.9') });
    await expect(findTool(old, freshFolder('tools'))).rejects.toThrow('fake-server is older than 9.9');
  });

  test('is fetched once and then found', async () => {
    const tools = freshFolder('tools');
    const inWheel = makeExecutable(join(tools, 'fake-server-bin-1.0.0', 'bin'));
    expect(await findTool(fake(), tools)).toBe(inWheel);
    let downloads = 0;
    const bySdk = fake({
      download: async (folder) => {
        downloads += 1;
        makeExecutable(folder, 'fake-server-by-sdk-1.24.0');
      },
    });
    const empty = freshFolder('tools');
    const first = await findTool(bySdk, empty);
    expect(await findTool(bySdk, empty)).toBe(first);
    expect(downloads).toBe(1);
  });

  test('that cannot be had is told with everything that was tried, and what to do', async () => {
    const failure = findTool(fake(), freshFolder('tools'));
    await expect(failure).rejects.toThrow(
      /FAKE_SERVER_PATH is not set\n.*no fake-server on PATH\n.*fake-server-bin==1.0.0.*\n.*\n.*\n.*the download host does not answer\n.*FAKE_SERVER_PATH/,
    );
  });
});
