import { onOneLine } from './cells.rules';

// A post: a word that ends in a chief's title, or "Chef for …". The document writes both.
const post = /(?:chef|direktør|leder|formand|mester)(?:en)?$|^(?:chef|direktør|leder) for \S/iu;

/**
 * The owners of one cell. A comma, semicolon or slash always separates; "og" or a line break only
 * between two posts, because `Børne- og familiechefen` and `Chef for kultur og fritid` are one
 * each, and the document breaks lines inside a post (`Chef for` / `fællessekretariatet`).
 */
export function ownersIn(cell: string): string[] {
  const owners = cell.split(/(?<!-\s*)[,;/]/u).flatMap((part) => postsIn(part));
  return [...new Set(owners.map(unhyphenated).filter((owner) => owner !== ''))];
}

function postsIn(part: string): string[] {
  const words = part.split(/(\s+og\s+|\s*\n\s*)/iu);
  const posts: string[] = [];
  for (let at = 0; at < words.length; at += 2) {
    const [joint = '', text = ''] = [words[at - 1], words[at]];
    const previous = posts.at(-1);
    const rest = words.slice(at).join('');
    const separate = previous !== undefined && isPost(previous) && startsPost(rest);
    if (previous === undefined || separate) posts.push(text);
    else posts[posts.length - 1] = previous + joint + text;
  }
  return posts;
}

const isPost = (text: string): boolean => post.test(unhyphenated(text));

/** Whether what follows begins with a post of its own, up to the next joint. */
const startsPost = (rest: string): boolean => {
  const [first = ''] = rest.split(/\s+og\s+/iu);
  return /^\p{Lu}/u.test(first.trim()) && isPost(first.endsWith('-') ? rest : first);
};

/** A word that the line broke at its hyphen is one word again: `Kommunal-` / `direktøren`. */
const unhyphenated = (text: string): string =>
  onOneLine(text).replace(/(\p{L})- (?!(?:og|eller|samt)\b)(?=\p{Ll})/gu, '$1');
