import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { choosePort, readIfThere, writeWhole } from '../processes';
import { Journal, readJournal } from '../world/journal';
import type { WorldEvent } from '../world/journal';
import { readMail } from './mime';
import type { ReadableMail } from './mime';
import { listPage, mailPage } from './page';
import { checkMailFault, PostOffice } from './post';

const REQUEST_BYTES_MAX = 10_000;
/** A page that loads nothing, runs nothing, and is framed by nobody. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'";
const JOURNAL = 'mailbox.jsonl';

/** A letter that was taken. */
export interface TakenMail {
  number: number;
  atMs: number;
  to: string[];
  mail: ReadableMail;
}

/** Every letter that was taken on this folder, in order; works while the server runs, and after it was killed. */
export function takenMails(dataDir: string): TakenMail[] {
  return readJournal(join(dataDir, JOURNAL))
    .filter(({ kind }) => kind === 'mail.taken')
    .map((event, place) => takenOf(event, place + 1));
}

function takenOf({ atMs, to, raw }: WorldEvent, number: number): TakenMail {
  return { number, atMs, to: to as string[], mail: readMail(raw as string) };
}

/** The file in which the SMTP port stands: the port stays the same over restarts. */
export const smtpPortFile = (dataDir: string): string => join(dataDir, 'smtp.port');

/** Takes letters by SMTP and shows them on a page, both on 127.0.0.1. */
export async function serveMailbox({ dataDir, port }: { dataDir: string; port: number }): Promise<() => void> {
  const post = new PostOffice(new Journal(join(dataDir, JOURNAL)));
  const remembered = readIfThere(smtpPortFile(dataDir));
  const smtpPort = await choosePort(undefined, remembered === undefined ? undefined : Number(remembered));
  await post.listen(smtpPort);
  writeWhole(smtpPortFile(dataDir), String(smtpPort));
  const server = createServer((request, response) => {
    answer(request, response, { dataDir, post }).catch((error: Error) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(error.message);
    });
  });
  await listen(server, port);
  return () => {
    post.close();
    server.close();
    server.closeAllConnections();
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { dataDir, post }: { dataDir: string; post: PostOffice },
): Promise<void> {
  // A name that somebody pointed at this machine must not read its mail.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) return void response.writeHead(421).end();
  const { pathname } = new URL(request.url ?? '/', 'http://mailbox');
  if (request.method === 'PUT' && pathname === '/faults') return setFault(request, response, post);
  if (request.method !== 'GET') return void response.writeHead(405).end();
  if (pathname === '/healthz') return void response.writeHead(200).end('ok');
  const mails = takenMails(dataDir);
  const one = mails[Number(/^\/mails\/(\d{1,9})$/.exec(pathname)?.[1] ?? 0) - 1];
  if (pathname !== '/' && one === undefined) return void response.writeHead(404).end('There is no such letter.');
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY });
  response.end(one === undefined ? listPage(mails) : mailPage(one));
}

async function setFault(request: IncomingMessage, response: ServerResponse, post: PostOffice): Promise<void> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > REQUEST_BYTES_MAX) return void response.writeHead(413).end();
  }
  const fault = checkMailFault(JSON.parse(text));
  if ('wrong' in fault) return void response.writeHead(400).end(fault.wrong);
  post.fault = fault;
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(fault));
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}
