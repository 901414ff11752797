import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../local/processes';

const HEADING = `# Speed and cost

Written by \`npm run bench\`. What counts are the ratios, each of one run on one server.
`;

/** Puts a bench's section into docs/bench.md, in the place of the one before, formatted as \`npm run lint\` wants it. */
export async function writeSection(name: string, section: string): Promise<void> {
  const file = join(projectRoot(), 'docs', 'bench.md');
  const [from, to] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const page = existsSync(file) ? readFileSync(file, 'utf8') : HEADING;
  const [before, rest] = split(page, from);
  const after = rest === undefined ? '' : (split(rest, to)[1] ?? '');
  const whole = `${before.trimEnd()}\n\n${from}\n\n${section}\n\n${to}\n${after}`;
  const { format, resolveConfig } = await import('prettier');
  writeFileSync(file, await format(whole, { ...(await resolveConfig(file)), parser: 'markdown' }));
}

function split(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
}
