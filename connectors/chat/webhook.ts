import { lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { BlockList, isIP } from 'node:net';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { ChatHook, NoticeLetter } from '../../domain/people/notices';
import { ConnectorError } from '../connector-error';
import { worded } from '../wording/wording';
import { CARDS } from './cards';

/** Chat, by incoming webhooks that people name. */
export interface Chat {
  /**
   * Posts a notice. A line that breaks leaves it unknown whether it was posted: the repetition may show twice.
   *
   * @throws ConnectorError whose message names the system and its code, never the address
   */
  post(hook: ChatHook, letter: NoticeLetter): Promise<void>;
}

/** What a laptop may do besides. */
export interface ChatOptions {
  /** Accepts `http:` and addresses of this machine: only ever on a laptop. Default false. */
  allowLoopback?: boolean;
}

const TIMEOUT_MS = 10_000;
/** Addresses that no webhook of a chat product has: whoever names one asks us to speak to our own network. */
const INSIDE = blockList();

/** Posts to incoming webhooks: https only, public addresses only, no redirects, bounded; what they answer is not read. */
export function webhookChat({ allowLoopback = false }: ChatOptions = {}): Chat {
  return {
    async post({ kind, url }, letter) {
      const address = new URL(url);
      const local = allowLoopback && isLoopbackName(address.hostname);
      if (!local && address.protocol !== 'https:') throw never('only https addresses are posted to');
      if (!local && isInside(address.hostname)) throw never('the address is not a public one');
      const status = await post(address, { body: JSON.stringify(CARDS[kind](worded(letter))), local });
      if (status < 200 || status > 299) throw refused(status);
    },
  };
}

function post(address: URL, { body, local }: { body: string; local: boolean }): Promise<number> {
  const request = address.protocol === 'https:' ? requestHttps : requestHttp;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  return new Promise((done, fail) => {
    const asked = request(
      address,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        signal,
        // The address that was looked at is the address that is spoken to, whatever the name says a moment later.
        ...(local ? {} : { lookup: publicOnly }),
      },
      (response) => {
        // Not read: it may be anything, and of any length.
        response.destroy();
        done(response.statusCode ?? 0);
      },
    );
    asked.once('error', (error: NodeJS.ErrnoException) => fail(unanswered(error, signal.aborted)));
    asked.end(body);
  });
}

/** Resolves a name and refuses it when any of its addresses is inside. */
const publicOnly: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 4);
    if (addresses.length === 0 || addresses.some(({ address }) => isInside(address)))
      return callback(Object.assign(new Error('inside'), { code: 'EINSIDE' }), '', 4);
    const [first] = addresses;
    // The connection asks for all or for one, as it likes.
    if (options.all) return callback(null, addresses as never, 0);
    callback(null, first!.address, first!.family);
  });
};

/** Without the brackets of IPv6, and without the dot that a complete name may end with. */
const bare = (host: string): string => host.replace(/^\[|\]$|\.$/g, '');
const isLoopbackName = (host: string): boolean => /^(127\.\d+\.\d+\.\d+|localhost|::1)$/.test(bare(host));

function isInside(host: string): boolean {
  const address = bare(host);
  const family = isIP(address);
  if (family === 0) return /(^|\.)(localhost|local|internal)$/i.test(address);
  return INSIDE.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** Special-purpose addresses (IANA registries, RFC 6890); an IPv4 address inside an IPv6 one is judged as IPv4. */
function blockList(): BlockList {
  const list = new BlockList();
  const four = ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24',
    '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3']; // prettier-ignore
  const six = ['::/127', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16', 'fc00::/7', 'fe80::/10', 'ff00::/8']; // prettier-ignore
  for (const [subnets, family] of [
    [four, 'ipv4'],
    [six, 'ipv6'],
  ] as const)
    for (const subnet of subnets) {
      const [net, prefix] = subnet.split('/') as [string, string];
      list.addSubnet(net, Number(prefix), family);
    }
  return list;
}

const never = (why: string): ConnectorError =>
  new ConnectorError(`chat: ${why}.`, { retryable: false, unknownOutcome: false });

function refused(status: number): ConnectorError {
  const retryable = status >= 500 || [408, 425, 429].includes(status);
  const redirect = status >= 300 && status < 400 ? ', a redirect, which is not followed' : '';
  return new ConnectorError(`chat: answered ${status}${redirect}.`, {
    retryable,
    unknownOutcome: retryable && status !== 429,
    status,
  });
}

function unanswered({ code }: NodeJS.ErrnoException, timedOut: boolean): ConnectorError {
  if (code === 'EINSIDE') return never('the address is not a public one');
  const unknownOutcome = timedOut || !['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'].includes(code ?? '');
  return new ConnectorError(`chat: ${timedOut ? 'no answer in time' : (code ?? 'no answer')}.`, {
    retryable: true,
    unknownOutcome,
  });
}
