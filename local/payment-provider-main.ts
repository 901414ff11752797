import { servePaymentProvider } from './payments/server';

/** The process that plays the payment provider: `node payment-provider-main.js <data folder> <port>`. */
async function main(): Promise<void> {
  const [dataDir, port] = process.argv.slice(2);
  if (!dataDir || !port) throw new Error('Usage: payment-provider-main <data folder> <port>');
  const server = await servePaymentProvider({ dataDir, port: Number(port) });
  process.once('SIGTERM', () => {
    server.close();
    server.closeAllConnections();
  });
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exitCode = 1;
});
