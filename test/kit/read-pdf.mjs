// Reads a PDF from the standard input and writes the text of each page as JSON; see pdf.ts.
import { buffer } from 'node:stream/consumers';
import { extractText, getDocumentProxy } from 'unpdf';

const { text } = await extractText(await getDocumentProxy(new Uint8Array(await buffer(process.stdin))));
process.stdout.write(JSON.stringify(text));
