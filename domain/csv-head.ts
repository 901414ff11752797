/**
 * The first lines of a file of comma-separated values (RFC 4180), to guess what its columns mean and to show a
 * preview without reading megabytes. The import itself reads the file by a library.
 */
export function csvHead(text: string, rowsMax: number): { headers: string[]; rows: string[][] } {
  const records: string[][] = [];
  let [record, cell, quoted]: [string[], string, boolean] = [[], '', false];
  const endRecord = (): void => {
    record.push(cell);
    if (record.length > 1 || cell !== '') records.push(record);
    [record, cell] = [[], ''];
  };
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  for (; at < text.length && records.length <= rowsMax; at += 1) {
    const character = text[at]!;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') [cell, at] = [`${cell}"`, at + 1];
      else quoted = false;
    } else if (character === '"' && cell === '') quoted = true;
    else if (character === ',') {
      record.push(cell);
      cell = '';
    } else if (character === '\n') endRecord();
    else if (character !== '\r') cell += character;
  }
  if (records.length <= rowsMax) endRecord();
  const [headers = [], ...rows] = records;
  return { headers: headers.map((header) => header.trim()), rows };
}
