import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';

/**
 * The part of the zip format that an XLSX needs, read with a bound on what comes out.
 *
 * A zip of 10 MiB can hold 10 GiB of zeros, and can say one thing in its directory and another in
 * front of each file. So only the directory is believed, every file is inflated against what is
 * left of the limit, and what goes on to the spreadsheet reader is a new archive of plain bytes.
 */
export type Unpacked =
  { readonly files: ReadonlyMap<string, Buffer> } | { readonly wrong: 'unreadable' | 'too-large' };

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packedSize: number;
  readonly checksum: number;
  readonly at: number;
}

const inflate = promisify(inflateRaw);
const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;
const longestComment = 0xffff;
const mostEntries = 2_000;
const stored = 0;
const deflated = 8;

/** Unpacks the files whose name is wanted, up to so many bytes in all. */
export async function unpack(
  archive: Buffer,
  wanted: (name: string) => boolean,
  limitBytes: number,
): Promise<Unpacked> {
  const files = new Map<string, Buffer>();
  let left = limitBytes;
  try {
    for (const entry of directoryOf(archive)) {
      if (!wanted(entry.name)) continue;
      const bytes = await contentOf(archive, entry, left);
      if (bytes === 'too-large') return { wrong: 'too-large' };
      if (crc32(bytes) !== entry.checksum) return { wrong: 'unreadable' };
      left -= bytes.length;
      files.set(entry.name, bytes);
    }
  } catch {
    // Whatever a broken archive trips over, it is a broken archive.
    return { wrong: 'unreadable' };
  }
  return { files };
}

function directoryOf(archive: Buffer): Entry[] {
  const end = endRecordOf(archive);
  const count = archive.readUInt16LE(end + 10);
  if (count > mostEntries) throw new RangeError('more files than a workbook has');
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    if (archive.readUInt32LE(at) !== directoryEntry) throw new SyntaxError('no directory entry');
    const nameLength = archive.readUInt16LE(at + 28);
    const entry = {
      name: archive.toString('utf8', at + 46, at + 46 + nameLength),
      method: archive.readUInt16LE(at + 10),
      encrypted: (archive.readUInt16LE(at + 8) & 1) === 1,
      checksum: archive.readUInt32LE(at + 16),
      packedSize: archive.readUInt32LE(at + 20),
      at: archive.readUInt32LE(at + 42),
    };
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    return entry;
  });
}

/** The record that closes the archive; a comment may follow it, so it is looked for backwards. */
function endRecordOf(archive: Buffer): number {
  const first = Math.max(0, archive.length - 22 - longestComment);
  for (let at = archive.length - 22; at >= first; at -= 1) {
    if (archive.readUInt32LE(at) === endOfDirectory) return at;
  }
  throw new SyntaxError('no end of directory');
}

async function contentOf(
  archive: Buffer,
  { method, encrypted, packedSize, at }: Entry,
  limitBytes: number,
): Promise<Buffer | 'too-large'> {
  const known = method === stored || method === deflated;
  if (encrypted || !known || archive.readUInt32LE(at) !== localHeader) {
    throw new SyntaxError('not a file that we can unpack');
  }
  const start = at + 30 + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28);
  const packed = archive.subarray(start, start + packedSize);
  if (packed.length !== packedSize) throw new SyntaxError('cut off');
  if (method === stored) return packed.length > limitBytes ? 'too-large' : packed;
  try {
    // The limit of 0 means none to zlib; a file after it was reached has no room at all.
    return limitBytes === 0 ? 'too-large' : await inflate(packed, { maxOutputLength: limitBytes });
  } catch (error) {
    if (isObject(error) && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
      return 'too-large';
    }
    throw error;
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** An archive of these files, in this order and not compressed. */
export function packPlain(files: Iterable<readonly [name: string, content: Buffer]>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of files) {
    const nameBytes = Buffer.from(name, 'utf8');
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0); // the version of the format that is needed
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(content.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(nameBytes.length, 22);
    const offsets = Buffer.alloc(14);
    offsets.writeUInt32LE(at, 10);
    directory.push(uint32(directoryEntry), Buffer.from([20, 0]), facts, offsets, nameBytes);
    parts.push(uint32(localHeader), facts, nameBytes, content);
    at += 30 + nameBytes.length + content.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(endOfDirectory, 0);
  const count = directory.length / 5;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listing, end]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
