// A reader of CSV files, for the templates in data/ and the downloads.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type Row = Record<string, string>;

/** Rows by column name; fields may be quoted and span lines. */
export function parse(text: string): Row[] {
  const lines: string[][] = [];
  let line: string[] = [];
  let field = '';
  let quoted = false;
  const end = () => {
    line.push(field);
    field = '';
  };
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (quoted) {
      if (c !== '"') field += c;
      else if (text[at + 1] === '"') field += text[at++];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ';') end();
    else if (c === '\n') {
      end();
      lines.push(line);
      line = [];
    } else if (c !== '\r') field += c;
  }
  if (field || line.length) {
    end();
    lines.push(line);
  }
  const [head = [], ...rest] = lines;
  return rest.map((cells) => Object.fromEntries(head.map((name, at) => [name.replace(/^\uFEFF/, ''), cells[at] ?? ''])));
}

/** A file of data/, such as `latina/progetti.csv`. */
export function data(name: string): Row[] {
  return parse(readFileSync(fileURLToPath(new URL(`../../data/${name}`, import.meta.url)), 'utf8'));
}
